import type { ConversationView, MemberView, MessageView, PersonCard } from '../views.ts';
import type { HeardFact } from './protocol.ts';

/** Somebody who looks different from now on; without a card, a former member who is gone for good. */
export interface PersonAnew {
  id: string;
  card: PersonCard | null;
}

/** Who looks different after a fact, if it tells of that. */
export function personAnew({ kind, view }: HeardFact): PersonAnew | undefined {
  if (!view) return undefined;
  if (kind === 'person.erased') return { id: (view as { personId: string }).personId, card: null };
  if (kind !== 'member.changed') return undefined;
  const { id, handle, name, picture, imported } = (view as MemberView).person;
  return { id, card: { id, handle, name, picture, imported } };
}

/** A message with this person as they look now: as its author, in what it answers, among who reacted. */
export function messageWith(message: MessageView, anew: PersonAnew): MessageView {
  const { author, parent, reactions, keptAs } = message;
  return {
    ...message,
    author: author.id === anew.id ? (anew.card ?? former(anew.id)) : author,
    parent: parent && { ...parent, author: cardOf(parent.author, anew) },
    reactions: reactions
      .map((one) => ({ ...one, people: peopleWith(one.people, anew) }))
      .filter(({ people }) => people.length > 0),
    keptAs: keptAs && { ...keptAs, by: cardOf(keptAs.by, anew) },
  };
}

/** The same for a conversation: who opened it, who spoke last, who takes part. */
export const conversationWith = (one: ConversationView, anew: PersonAnew): ConversationView => ({
  ...one,
  createdBy: cardOf(one.createdBy, anew),
  last: one.last && { ...one.last, author: cardOf(one.last.author, anew) },
  participants: peopleWith(one.participants, anew),
});

const former = (id: string): PersonCard => ({ id, handle: '', name: '', picture: null, imported: false });

const cardOf = (card: PersonCard | null, { id, card: now }: PersonAnew): PersonCard | null =>
  card?.id === id ? now : card;

const peopleWith = (people: PersonCard[], anew: PersonAnew): PersonCard[] =>
  people.flatMap((person) => cardOf(person, anew) ?? []);
