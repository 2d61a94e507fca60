const MOST_KEPT = 50_000;

/** Tells whether a key comes for the first time. It forgets now and then, so that its memory stays small. */
function firstTime(): (key: string) => boolean {
  let seen = new Set<string>();
  return (key) => {
    if (seen.has(key)) return false;
    if (seen.size >= MOST_KEPT) seen = new Set();
    seen.add(key);
    return true;
  };
}

/** What came along with earlier messages of a file. */
export interface Seen {
  isNewCommunity(key: string): boolean;
  isNewAuthor(key: string): boolean;
}

export const newSeen = (): Seen => ({ isNewCommunity: firstTime(), isNewAuthor: firstTime() });
