/** Gives the focus to the first field of what has opened, for who goes by keys. */
export function focusWithin(opened: HTMLElement): void {
  opened
    .querySelector<HTMLElement>('select, input:not([type="hidden"]), textarea')
    ?.focus({ preventScroll: true });
}
