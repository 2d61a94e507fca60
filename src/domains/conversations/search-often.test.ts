import { beforeAll, expect, it } from 'vitest';
import { onEachEngine } from '../../../tests/engines.ts';
import { newId } from '../../platform/ids.ts';
import { weigher } from '../../platform/search/index.ts';
import { scene } from './scene.ts';
import type { Scene } from './scene.ts';

const MESSAGES = 1300;
const WEIGHED = 300;
/** What stands around it, so that some hold the word more often, some only a longer one, and some none. */
const SAID = [
  'Rain, and rain again',
  'It may RAIN. Who brings a coat for the long way home?',
  'rainfall was little',
  'no rain-barrel is empty',
  'sun',
  'ráin: sun',
];

onEachEngine((engine) => {
  let s: Scene;
  let said: { id: string; number: number; body: string; conversation_id: string }[];
  beforeAll(async () => {
    s = await scene(engine);
    said = Array.from({ length: MESSAGES }, (_, at) => ({
      ...{ id: newId(), number: 1000 + at, body: SAID[((at * at + at) % 7) % SAID.length]! },
      conversation_id: at % 5 ? s.room.id : s.small.id,
    }));
    const rest = (at: number) => ({
      ...{ community_id: s.communityId, author_id: s.founder.id, html: '' },
      created_at: Date.UTC(2020, 0, 1) + at * 1000,
    });
    await s.app.store.write(async (db) => {
      for (let at = 0; at < MESSAGES; at += 100)
        await db
          .insertInto('message')
          .values(
            said.slice(at, at + 100).map((message, more) => ({ ...message, ...rest(at + more) })) as never,
          )
          .execute();
    });
  });

  const found = async (person: Scene['reader'], q: string) => {
    const numbers: number[] = [];
    for (let more = true; more;) {
      const page = await person.read('conversations.search', { q, limit: 50, skip: numbers.length });
      numbers.push(...page.messages.map(({ number }) => number));
      more = page.more;
    }
    return numbers;
  };

  /** The newest are weighed, the others follow by their time. */
  function expected(patterns: RegExp[], inside: boolean, terms: string[][]) {
    const all = said
      .filter(
        ({ conversation_id, body }) =>
          (inside || conversation_id === s.room.id) && patterns.every((one) => one.test(body)),
      )
      .toReversed();
    const weight = weigher(terms);
    const best = all.slice(0, WEIGHED).sort((a, b) => weight(b.body) - weight(a.body) || b.number - a.number);
    return [...best, ...all.slice(WEIGHED)].map(({ number }) => number);
  }

  it.each([
    ['rain', [/\br[aá]in\b/i], [['rain']]],
    ['sun rain', [/\bsun\b/i, /\br[aá]in\b/i], [['sun'], ['rain']]],
  ] as const)('finds "%s", said all the time, as it would one by one', async (q, patterns, terms) => {
    for (const person of [s.reader, s.newcomer]) {
      const all = expected(
        [...patterns],
        person === s.reader,
        terms.map((one) => [...one]),
      );
      const got = await found(person, q);
      expect(got.slice(0, all.length)).toEqual(all);
      expect(new Set(got).size).toBe(got.length);
      // A filter that leaves all is answered by an index.
      expect(await found(person, `${q} after:2019-12-31`)).toEqual(got);
    }
  });

  it('gives each hit once also where an index takes a newer sign for a part of the word', async () => {
    const glued = (at: number) => (at % 2 ? 'thanks🤣' : 'thanks');
    const rows = Array.from({ length: 500 }, (_, at) => ({
      ...{ id: newId(), number: 5000 + at, body: glued(at), html: '' },
      ...{ community_id: s.communityId, conversation_id: s.room.id, author_id: s.founder.id },
      created_at: Date.UTC(2021, 0, 1) + at * 1000,
    }));
    await s.app.store.write((db) =>
      db
        .insertInto('message')
        .values(rows as never)
        .execute(),
    );
    const got = await found(s.newcomer, 'thanks');
    expect(new Set(got).size).toBe(got.length);
    const plain = rows.filter(({ body }) => body === 'thanks').map(({ number }) => number);
    expect(plain.filter((number) => !got.includes(number))).toEqual([]);
  });
});
