/** For those who wait for something to happen and look again. */
export const soon = (ms = 10) => new Promise((later) => setTimeout(later, ms));

/** Waits until something is so. What it waits for must come: the test's own limit is the only one. */
export async function until(isSo: () => unknown): Promise<void> {
  while (!(await isSo())) await soon();
}
