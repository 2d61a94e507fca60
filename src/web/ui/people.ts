import * as m from '#web/words/messages.js';
import type { PersonCard } from '../views.ts';

const NAMED = 3;

/** What one calls a person among friends: the first word of the name. */
export const calledName = (person: { name: string }): string =>
  person.name.trim().split(/\s+/)[0] || nameOf(person);

/** The whole name. Who has erased their account has none any more. */
export const nameOf = ({ name }: { name: string }): string => name || m.person_former();

/** One or two letters for a face without a picture. */
export function initials(name: string): string {
  const words = name
    .trim()
    .split(/[\s._-]+/)
    .filter(Boolean);
  const first = [...(words[0] ?? '?')][0]!;
  const last = words.length > 1 ? [...words.at(-1)!][0]! : '';
  return (first + last).toUpperCase();
}

/** A hue that stays a person's own, from the random end of the id. */
export const hueOf = (id: string): number => Number.parseInt(id.slice(-5), 16) % 360 || 0;

/** Who, never how many: up to three names, oneself last and as "you", the rest as "others". */
export function namesFor(
  people: readonly PersonCard[],
  me: string | null,
  words: { you: string; others: string },
  join: (names: string[]) => string,
): string {
  const rest = people.filter((person) => person.id !== me);
  const mine = rest.length < people.length;
  const room = mine ? NAMED - 1 : NAMED;
  const named = rest.slice(0, rest.length > room + 1 ? room : room + 1).map(calledName);
  const tail = [...(mine ? [words.you] : []), ...(named.length < rest.length ? [words.others] : [])];
  return join([...named, ...tail]);
}
