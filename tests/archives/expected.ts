/** What a message of an archive must have become, counted without any code of the importer. */
export interface Expected {
  /** Its conversation's key, a space, and its own. */
  name: string;
  parent: string | null;
  /** UTC milliseconds; null for stubs, whose time nobody knows. */
  at: number | null;
  state: 'here' | 'deleted' | 'removed' | 'missing';
  author: string | null;
  /** Words that its text must hold. */
  words: string | null;
  reactions: number;
}

export interface Expectation {
  messages: Map<string, Expected>;
  conversations: Set<string>;
  authors: Set<string>;
  /** Lines or entries of the files, so that what stands in them twice shows. */
  entries: number;
}

export const nothingYet = (): Expectation => ({
  messages: new Map(),
  conversations: new Set(),
  authors: new Set(),
  entries: 0,
});

/** Adds a stub for everything that is answered and not there. */
export function withStubs(
  expected: Expectation,
  openingOf: (conversation: string) => string | null,
): Expectation {
  const add = (name: string, parent: string | null) => {
    if (expected.messages.has(name)) return;
    const stub = {
      name,
      parent,
      at: null,
      state: 'missing',
      author: null,
      words: null,
      reactions: 0,
    } as const;
    expected.messages.set(name, stub);
  };
  for (const conversation of expected.conversations) {
    const opening = openingOf(conversation);
    if (opening) add(opening, null);
  }
  for (const { name, parent } of [...expected.messages.values()]) {
    if (parent) add(parent, openingOf(name.split(' ')[0]!));
  }
  return expected;
}
