/** Keeps what a costly pure function answered, by a key; when it is full it begins anew. */
export function remember<Key, Answer>(most: number, work: (key: Key) => Answer): (key: Key) => Answer {
  const known = new Map<Key, Answer>();
  return (key) => {
    const before = known.get(key);
    if (before !== undefined) return before;
    if (known.size >= most) known.clear();
    const answer = work(key);
    known.set(key, answer);
    return answer;
  };
}
