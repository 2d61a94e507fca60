import type { MessageView, PersonCard } from '../views.ts';

const MOST = 12;

/** Those who spoke lately, the latest first, besides those who are shown already. */
export function speakers(messages: readonly MessageView[], besides: readonly PersonCard[]): PersonCard[] {
  const shown = new Set(besides.map((person) => person.id));
  const found = new Map<string, PersonCard>();
  for (const { author } of messages.toReversed()) {
    if (author.handle !== '' && !shown.has(author.id)) found.set(author.id, author);
  }
  return [...found.values()].slice(0, MOST);
}
