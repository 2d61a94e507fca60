import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { onEachEngine } from '../../../tests/engines.ts';
import { weigher, wordsOf } from '../../platform/search/index.ts';
import type { Terms } from '../../platform/search/index.ts';
import { newId } from '../../platform/ids.ts';
import { scene } from './scene.ts';
import type { Scene } from './scene.ts';
import { readQuery } from './search-query.ts';

const MESSAGES = 240;
const WORDS = [
  'rain',
  'rainy',
  'Rainfall',
  'barrel',
  'barrels',
  'café',
  'CAFES',
  'бочка',
  'бочки',
  '雨',
  '2024',
];
/** More than anybody names one by one. */
const MANY = ['moss', ...Array.from({ length: 90 }, (_, at) => `moss${at}`)];
const spoken = fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...WORDS) }, fc.constantFrom(...MANY));
const text = fc
  .array(fc.tuple(spoken, fc.constantFrom(' ', ', ', '-', '. ')), {
    minLength: 1,
    maxLength: 9,
  })
  .map((words) => words.flat().join(''));
const term = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...WORDS) },
  fc.constantFrom('ra', 'bar', 'caf', 'боч', '20', 'mo', 'moss', 'moss1'),
  fc
    .tuple(fc.constantFrom(...WORDS), fc.constantFrom(...WORDS, 'ra', 'bar', 'moss'))
    .map((two) => `"${two.join(' ')}"`),
);
const filter = fc.constantFrom(
  '',
  '',
  'from:ines',
  'from:tomas',
  'in:compost',
  'in:small',
  'before:2020-01-03',
);

onEachEngine((engine) => {
  let s: Scene;
  let said: Said[];
  beforeAll(async () => {
    s = await scene(engine);
    const bodies = fc.sample(text, { numRuns: MESSAGES, seed: 20 });
    said = bodies.map((body, at) => saidIn(s, body, at));
    await s.app.store.write((db) =>
      db
        .insertInto('message')
        .values(said.map((message) => ({ ...message, html: '' })) as never)
        .execute(),
    );
  });

  const found = async (person: Scene['reader'], q: string) => {
    const ids: string[] = [];
    for (let more = true; more;) {
      const page = await person.read('conversations.search', { q, limit: 50, skip: ids.length });
      ids.push(...page.messages.map(({ place, number }) => `${place.conversationId} ${number}`));
      more = page.more;
    }
    return ids;
  };

  it('finds what looking at each message would find, the heaviest first, and of equals the latest', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(term, { minLength: 1, maxLength: 3 }),
        filter,
        fc.boolean(),
        async (terms, by, inside) => {
          const q = [...terms, by].join(' ');
          const mine = said.filter((message) => inside || message.conversation_id === s.room.id);
          const person = inside ? s.reader : s.newcomer;
          expect([q, await found(person, q)]).toEqual([
            q,
            bestOf(mine.filter(isWanted(s, by)), readQuery(q).terms),
          ]);
        },
      ),
      { numRuns: 80 },
    );
  });
});

type Said = ReturnType<typeof saidIn>;

/** One a while after the other, while their numbers go their own way, by two people in an open room and a closed one. */
function saidIn(
  { communityId: community_id, room, small, founder, reader }: Scene,
  body: string,
  at: number,
) {
  const conversation_id = at % 3 ? room.id : small.id;
  const author_id = at % 2 ? founder.id : reader.id;
  const created_at = Date.UTC(2020, 0, 1) + ((at * 7) % MESSAGES) * 1_000_000;
  return { community_id, conversation_id, author_id, number: 1000 + at, id: newId(), body, created_at };
}

const isWanted = (s: Scene, by: string) => (message: Said) => {
  if (by.startsWith('from:')) return message.author_id === (by === 'from:ines' ? s.founder : s.reader).id;
  if (by.startsWith('in:')) return message.conversation_id === (by === 'in:compost' ? s.room : s.small).id;
  return by === '' || message.created_at < Date.UTC(2020, 0, 3);
};

function bestOf(all: Said[], terms: Terms): string[] {
  const weight = weigher(terms);
  return all
    .filter(({ body }) => terms.every((phrase, at) => holds(wordsOf(body), phrase, at === terms.length - 1)))
    .map((message) => ({ ...message, weight: weight(message.body) }))
    .sort((a, b) => b.weight - a.weight || b.created_at - a.created_at)
    .map(({ conversation_id, number }) => `${conversation_id} ${number}`);
}

const holds = (words: string[], phrase: string[], last: boolean) =>
  words.some((_, from) =>
    phrase.every((word, at) => {
      const here = words[from + at];
      return last && at === phrase.length - 1 ? here?.startsWith(word) : here === word;
    }),
  );
