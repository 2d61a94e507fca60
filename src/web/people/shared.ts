/** Which of their interests I have too, however either of us writes them. */
export function sharedInterests(mine: readonly string[], theirs: readonly string[]): Set<string> {
  const known = new Set(mine.map(plain));
  return new Set(theirs.filter((one) => known.has(plain(one))));
}

/** Whether a search names this person: by name, handle, words about them or interests. */
export function isNamed(
  person: { name: string; handle: string; about: string; interests: string[] },
  search: string,
): boolean {
  const text = plain([person.name, person.handle, person.about, ...person.interests].join(' '));
  return plain(search)
    .split(/\s+/)
    .every((word) => text.includes(word));
}

const plain = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim();
