const MOST_KEPT = 50_000;

/** Tells whether a key comes for the first time. It forgets now and then, so that its memory stays small. */
export function firstTime(most = MOST_KEPT): (key: string) => boolean {
  let seen = new Set<string>();
  return (key) => {
    if (seen.has(key)) return false;
    if (seen.size >= most) seen = new Set();
    seen.add(key);
    return true;
  };
}
