import { tick } from 'svelte';

const NEAR = 60;

/**
 * Keeps a live conversation where its reader is. Its box is laid out from its end (`column-reverse`), so that it begins
 * with what is newest even before scripts run, and `scrollTop` counts from there, downwards from 0.
 */
export function scrolling(box: () => HTMLElement | undefined) {
  const atEnd = () => (box()?.scrollTop ?? 0) > -NEAR;

  return {
    atEnd,
    toEnd(): void {
      const here = box();
      if (here) here.scrollTop = 0;
    },
    /** Call before the page changes: whoever reads further up stays with the same words. */
    hold(): void {
      const here = box();
      if (!here || atEnd()) return;
      const anchor = firstInView(here);
      const before = anchor?.getBoundingClientRect().top ?? 0;
      void tick().then(() => {
        const moved = (anchor?.getBoundingClientRect().top ?? before) - before;
        if (moved !== 0) here.scrollTop += moved;
      });
    },
    /** Shows an element near the top, where it is not in view already. Returns whether it is there at all. */
    show(id: string): boolean {
      const here = box();
      const found = here?.querySelector<HTMLElement>(`#${CSS.escape(id)}`);
      if (!here || !found) return false;
      const gap = found.getBoundingClientRect().top - here.getBoundingClientRect().top;
      if (gap < 0 || gap > here.clientHeight - NEAR) here.scrollTop += gap - NEAR;
      return true;
    },
  };
}

function firstInView(box: HTMLElement): Element | undefined {
  const { top } = box.getBoundingClientRect();
  return [...box.querySelectorAll('[data-number]')].find((one) => one.getBoundingClientRect().bottom > top);
}

/** Calls when an edge of the box comes near, and again while it stays there. */
export const whenNear = (work: () => void) => (edge: HTMLElement) => {
  const root = edge.closest('[data-scrolls]');
  const seen = new IntersectionObserver((entries) => entries.some((one) => one.isIntersecting) && work(), {
    root,
    rootMargin: '600px 0px',
  });
  seen.observe(edge);
  return () => seen.disconnect();
};

/** Whether something is before the reader's eyes already, above what one writes in. */
export function isInView(id: string): boolean {
  const found = document.getElementById(id);
  if (!found?.checkVisibility()) return false;
  const { top, bottom } = found.getBoundingClientRect();
  return top >= 0 && bottom <= (document.getElementById('write')?.getBoundingClientRect().top ?? innerHeight);
}

/** Tells whether an element is in the window. */
export const whenSeen = (tell: (seen: boolean) => void) => (element: HTMLElement) => {
  const seen = new IntersectionObserver((entries) => tell(entries.at(-1)!.isIntersecting));
  seen.observe(element);
  return () => seen.disconnect();
};
