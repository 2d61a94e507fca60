interface Spent {
  times: number;
  ms: number;
}

/** What has been asked of the database by this process so far, and how long that took. */
export interface DatabaseUse {
  queries: Spent;
  /** From when a write was asked for; some wait for others. */
  writes: Spent & { waiting: number };
  /** Connections, where there are several. */
  pool: { open: number; idle: number; waiting: number } | null;
}

export const noUse = (): DatabaseUse => ({
  queries: { times: 0, ms: 0 },
  writes: { times: 0, ms: 0, waiting: 0 },
  pool: null,
});

/** Runs a write and takes down how long it took. */
export async function takingDown<T>({ writes }: DatabaseUse, write: () => Promise<T>): Promise<T> {
  const began = performance.now();
  writes.waiting++;
  try {
    return await write();
  } finally {
    writes.waiting--;
    writes.times++;
    writes.ms += performance.now() - began;
  }
}
