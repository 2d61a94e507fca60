/** Archives in and out of the house. */
export const transfer = { verbs: [] as const, reactions: [], frames: {} };
