export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

const MARGIN = 8;

/** Where a popup of some size goes beside its anchor: under it, or over it where there is more room, always in view. */
export function placeBeside(
  anchor: Box,
  popup: { width: number; height: number },
  view: { width: number; height: number },
  rightToLeft = false,
): { left: number; top: number; maxHeight: number } {
  const below = view.height - (anchor.top + anchor.height) - MARGIN;
  const above = anchor.top - MARGIN;
  const under = below >= popup.height || below >= above;
  const maxHeight = Math.max(120, (under ? below : above) - MARGIN);
  const height = Math.min(popup.height, maxHeight);
  const top = under ? anchor.top + anchor.height + 4 : anchor.top - height - 4;
  const wished = rightToLeft ? anchor.left + anchor.width - popup.width : anchor.left;
  const left = Math.max(MARGIN, Math.min(wished, view.width - popup.width - MARGIN));
  return { left, top: Math.max(MARGIN, top), maxHeight };
}
