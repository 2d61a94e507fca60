import type { MessageView, PersonCard } from '../views.ts';

/** Invented messages for the tests of parts. */
export const samplePerson = (name: string, more: Partial<PersonCard> = {}): PersonCard => ({
  id: `01890a5d-ac96-774b-bcce-${name.padEnd(12, '0').slice(0, 12)}`,
  handle: name.toLowerCase(),
  name,
  picture: null,
  imported: false,
  ...more,
});

export function sampleMessage(number: number, more: Partial<MessageView> = {}): MessageView {
  return {
    communityId: 'community',
    conversationId: 'conversation',
    number,
    id: `message-${number}`,
    author: samplePerson('Mia'),
    parentNumber: null,
    parent: null,
    body: `message ${number}`,
    html: `<p>message ${number}</p>`,
    createdAt: Date.UTC(2026, 10, 21, 9, number),
    editedAt: null,
    state: 'here',
    removedReason: null,
    reactions: [],
    attachments: [],
    keptAs: null,
    ...more,
  };
}
