import type { PersonCard } from '../views.ts';
import { fold } from './emoji.ts';

/** A mention that is being written: where its @ stands and what follows it. */
export interface MentionDraft {
  start: number;
  sought: string;
}

const MOST = 6;

/** The mention that the caret stands in, if any: an @ after a space or an opening, with no space since. */
export function mentionAt(text: string, caret: number): MentionDraft | null {
  const found = /(?:^|[\s([{"'«“])@([\p{L}\p{N}._-]{0,30})$/u.exec(text.slice(0, caret));
  if (!found) return null;
  return { start: caret - found[1]!.length - 1, sought: found[1]! };
}

/** Those whose name or handle fits, first names before others; never oneself. */
export function peopleMatching(
  people: readonly PersonCard[],
  sought: string,
  me: string | null,
): PersonCard[] {
  const wanted = fold(sought);
  const rank = (person: PersonCard) => {
    const words = fold(person.name).split(/\s+/);
    if (words[0]!.startsWith(wanted) || fold(person.handle).startsWith(wanted)) return 0;
    return words.some((word) => word.startsWith(wanted)) ? 1 : 2;
  };
  return people
    .filter((person) => person.id !== me && !person.imported && rank(person) < 2)
    .sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name))
    .slice(0, MOST);
}

/** The text with the mention completed, and where the caret goes. */
export function completeMention(text: string, caret: number, draft: MentionDraft, handle: string) {
  const after = text.slice(caret).replace(/^[\p{L}\p{N}._-]*/u, '');
  const before = `${text.slice(0, draft.start)}@${handle} `;
  return { text: before + after.replace(/^ /, ''), caret: before.length };
}
