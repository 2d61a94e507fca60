/** Takes in files that are pasted or dropped, where files go along; anything else is left to the browser. */
export function dropping(takes: () => boolean, add: (files: Iterable<File>) => void) {
  let over = $state(false);
  return {
    /** Files are held over the box. */
    get over() {
      return over;
    },
    dragged(event: DragEvent): void {
      if (!takes() || !event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      over = true;
    },
    left: () => void (over = false),
    take(event: ClipboardEvent | DragEvent): void {
      over = false;
      const data = event instanceof ClipboardEvent ? event.clipboardData : event.dataTransfer;
      if (!takes() || !data?.files.length) return;
      event.preventDefault();
      add(data.files);
    },
  };
}
