/** How far a move or a copy has come. */
export interface Steps {
  phase: string;
  done: number;
  total: number;
}

/** Who hears of it, and may stop it between two batches of rows. */
export interface Told {
  watch(steps: Steps): void;
  interrupted(): boolean;
}

/** Counts the steps of one phase. */
export function counting(told: Told, phase: string, total: number) {
  let done = 0;
  told.watch({ phase, done, total });
  return (more: number): void => told.watch({ phase, done: (done += more), total });
}
