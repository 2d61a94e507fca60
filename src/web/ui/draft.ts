const PREFIX = 'kith:draft:';

/** What somebody had begun to write here, in this browser. Empty where nothing is kept or nothing may be. */
export function readDraft(key: string): string {
  return attempt(() => localStorage.getItem(PREFIX + key)) ?? '';
}

/** Keeps what is being written; an empty text forgets it. */
export function keepDraft(key: string, text: string): void {
  attempt(() =>
    text.trim() ? localStorage.setItem(PREFIX + key, text) : localStorage.removeItem(PREFIX + key),
  );
}

/** Puts words back that were not sent, before what has been begun since. */
export const giveBack = (key: string, words: string): void =>
  keepDraft(key, [words, readDraft(key)].filter(Boolean).join('\n\n'));

/** Forgets all drafts of this browser, when its person signs out. */
export function forgetDrafts(): void {
  attempt(() => {
    for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key);
  });
}

/** A browser that forbids or has filled its storage keeps no drafts; writing goes on. */
function attempt<T>(use: () => T): T | null {
  try {
    return use();
  } catch {
    return null;
  }
}
