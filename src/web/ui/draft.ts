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

/** Forgets words and files, as they are sent. */
export function forgetDraft(key: string): void {
  keepDraft(key, '');
  keepDraftFiles(key, []);
}

/** Puts words and files back that were not sent, before what has been begun since. */
export function giveBack(key: string, words: string, files: readonly DraftFile[] = []): void {
  keepDraft(key, [words, readDraft(key)].filter(Boolean).join('\n\n'));
  keepDraftFiles(key, [...files, ...readDraftFiles(key)]);
}

/** A file that was brought in for a message which is not sent yet. */
export interface DraftFile {
  id: string;
  name: string;
  size: number;
}

/** The house keeps what is not sent for a day. */
const FILES_LAST_MS = 23 * 3_600_000;
const filesKey = (key: string) => `${PREFIX}${key} files`;

/** The files that go with what was begun here, as long as the house has them. */
export function readDraftFiles(key: string, now = Date.now()): DraftFile[] {
  const kept = attempt(() => JSON.parse(localStorage.getItem(filesKey(key)) ?? '[]') as DraftFile[]) ?? [];
  return kept.filter(({ id }) => madeAt(id) > now - FILES_LAST_MS);
}

/** Keeps which files go along; none forgets them. */
export function keepDraftFiles(key: string, files: readonly DraftFile[]): void {
  const kept = JSON.stringify(files);
  attempt(() =>
    files.length ? localStorage.setItem(filesKey(key), kept) : localStorage.removeItem(filesKey(key)),
  );
}

/** Ids begin with the time at which they were made. */
const madeAt = (id: string) => Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);

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
