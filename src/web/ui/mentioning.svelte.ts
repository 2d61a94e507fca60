import type { PersonCard } from '../views.ts';
import { completeMention, mentionAt, peopleMatching } from './mention.ts';

/** The completion of a mention while somebody writes: who is offered, who is reached, what a key does. */
export function mentioning(people: () => readonly PersonCard[], me: () => string | null) {
  let offered = $state<PersonCard[]>([]);
  let at = $state(0);
  const close = () => (offered = []);

  /** After each change of the text or caret. */
  function follow(field: HTMLTextAreaElement): void {
    const draft = mentionAt(field.value, field.selectionStart);
    offered = draft ? peopleMatching(people(), draft.sought, me()) : [];
    at = 0;
  }

  function choose(field: HTMLTextAreaElement, person: PersonCard): string {
    const caret = field.selectionStart;
    const draft = mentionAt(field.value, caret);
    close();
    if (!draft) return field.value;
    const done = completeMention(field.value, caret, draft, person.handle);
    field.value = done.text;
    field.setSelectionRange(done.caret, done.caret);
    field.focus();
    return done.text;
  }

  /** The person that a key chose, true where the key was used up, false where it was not for the list. */
  function key(event: KeyboardEvent): PersonCard | boolean {
    if (!offered.length) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) at = (at + step + offered.length) % offered.length;
    else if (event.key === 'Escape') close();
    else if (event.key === 'Enter' || event.key === 'Tab') return offered[at]!;
    else return false;
    return true;
  }

  return {
    get offered() {
      return offered;
    },
    get at() {
      return at;
    },
    follow,
    choose,
    key,
    close,
  };
}
