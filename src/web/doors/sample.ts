import * as m from '#web/words/messages.js';
import type { MessageView, PersonCard } from '../views.ts';

const person = (name: string, end: string): PersonCard => ({
  id: `00000000-0000-7000-8000-0000000${end}`,
  handle: end,
  name,
  picture: null,
  imported: false,
});

/** Invented neighbours, for the picture on the first page. */
const mia = person('Mia Okafor', '00014');
const jonas = person('Jonas Thiel', '000fa');
const ana = person('Ana Souza', '00136');
const lena = person('Lena Kowalski', '000b4');
const ravi = person('Ravi Bose', '0005a');

export const sampleFaces = [mia, jonas, ana, ravi, lena];
export const sampleNewcomer = lena;

/** What they say this morning, the last at `now`. */
export function sampleTalk(now: number): MessageView[] {
  const said = [
    { author: ana, words: m.sample_first(), minutes: 21 },
    { author: jonas, words: m.sample_second(), minutes: 14 },
    { author: mia, words: m.sample_third(), minutes: 3 },
  ];
  return said.map(({ author, words, minutes }, at) => ({
    communityId: '',
    conversationId: '',
    number: at + 1,
    id: String(at + 1),
    author,
    parentNumber: null,
    parent: null,
    body: words,
    html: `<p>${words}</p>`,
    createdAt: now - minutes * 60_000,
    editedAt: null,
    state: 'here',
    removedReason: null,
    reactions: at === 1 ? [{ emoji: '🌿', people: [mia, ana] }] : [],
    attachments: [],
    keptAs: null,
  }));
}
