export const NEWCOMER_DAYS = 30;
const DAY_MS = 86_400_000;

/** A member counts as a newcomer for 30 days: long enough that a first question finds an answer. Times in ms. */
export const isNewcomer = (joinedAt: number, now: number): boolean => now - joinedAt < NEWCOMER_DAYS * DAY_MS;
