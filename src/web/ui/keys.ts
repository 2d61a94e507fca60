interface Pressed {
  key: string;
  isComposing: boolean;
  shiftKey: boolean;
  altKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
}

/**
 * Enter sends where there is a keyboard; on a touch screen it is the button, and Enter a new line. So it is also where
 * one writes `long` texts. Ctrl or Cmd and Enter send everywhere.
 */
export function sends(pressed: Pressed, { keyboard, long }: { keyboard: boolean; long: boolean }): boolean {
  if (pressed.key !== 'Enter' || pressed.isComposing) return false;
  if (pressed.ctrlKey || pressed.metaKey) return true;
  return keyboard && !long && !pressed.shiftKey && !pressed.altKey;
}
