/** What PostgreSQL says of whatever is asked in a transaction after something else in it has gone wrong. */
const IN_CONSEQUENCE = '25P02';

/**
 * Waits for several statements that do not need each other's answers, which PostgreSQL is then asked in one go. Throws
 * what went wrong with one of them only once none is under way any more, so that none reaches beyond its transaction.
 */
export async function together<T extends readonly unknown[]>(asked: {
  [At in keyof T]: Promise<T[At]>;
}): Promise<T> {
  const ended = await Promise.allSettled(asked as readonly Promise<unknown>[]);
  const wrong = ended.filter((one) => one.status === 'rejected').map(({ reason }) => reason as unknown);
  if (wrong.length) throw wrong.find((error) => !isInConsequence(error)) ?? wrong[0];
  return ended.map((one) => (one as PromiseFulfilledResult<unknown>).value) as unknown as T;
}

const isInConsequence = (error: unknown) => (error as { code?: string } | null)?.code === IN_CONSEQUENCE;
