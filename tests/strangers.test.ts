import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { App } from '../src/app.ts';
import { newId } from '../src/platform/ids.ts';
import { byName } from '../src/verbs.ts';
import type { Verbs } from '../src/verbs.ts';
import { register } from './browser.ts';
import { hearQueries } from './budget/asked.ts';
import { onEachEngine } from './engines.ts';
import { plain, requestFor, wordsOf } from './strangers/asking.ts';
import { namesNowhere, namesThere, SECRET } from './strangers/names.ts';
import type { Names } from './strangers/names.ts';
import { probes, taken } from './strangers/probes.ts';
import type { Own } from './strangers/probes.ts';
import { dial, listenWith, onAnyPort, watch } from './wire.ts';

type Name = keyof Verbs;
const names = [...byName.keys()].filter((name) => !(name in taken)) as Name[];

/** Where counting what is asked says nothing of the time it takes, and why. */
const uncounted: Partial<Record<Name, string>> = {
  'accounts.sign-in': 'a password is hashed for unknown addresses too, and takes a hundred times as long',
  'conversations.list-unread': 'it names nothing, and the same call again gets the answer that was kept',
};

test('every verb and read has its probes, and who names something is not left out', () => {
  expect(Object.keys(probes).sort()).toEqual([...byName.keys()].sort());
  const naming = /(id|slug|code|handle|email|pass|q|to|people|claimedBy)$/i;
  for (const [name, { input }] of byName) {
    const { shape } = input as unknown as { shape: object };
    const named = Object.keys(shape).filter((field) => naming.test(field) && !/^newPass|^pass/.test(field));
    if (named.length) expect([name, probes[name as Name]]).toEqual([name, expect.any(Function)]);
  }
});

onEachEngine(({ open }) => {
  let app: App;
  let served: Awaited<ReturnType<typeof listenWith>>;
  let there: Names;
  let nowhere: Names;
  let own: { there: Own; nowhere: Own };
  let queries: ReturnType<typeof hearQueries>;
  let askers: { who: string; headers: Record<string, string> }[];
  beforeAll(async () => {
    app = await open({ config: onAnyPort });
    served = await listenWith(app);
    there = await namesThere(app);
    nowhere = namesNowhere(there);
    queries = hearQueries(app);
    const sol = await register(app, 'Sola');
    own = { there: await ownCommunity(sol, 'plot-one'), nowhere: await ownCommunity(sol, 'plot-two') };
    const session = Object.fromEntries(sol.headers());
    askers = [
      { who: 'a stranger', headers: { ...session, origin: served.origin } },
      { who: 'a visitor', headers: { origin: served.origin } },
    ];
  });
  afterAll(() => served.close());

  async function ownCommunity({ act }: Awaited<ReturnType<typeof register>>, slug: string): Promise<Own> {
    const { id: communityId } = await act('communities.found', { id: newId(), slug, name: 'Plot' });
    const room = { id: newId(), communityId, slug: 'mine', title: 'Mine' };
    return { communityId, roomId: (await act('conversations.open-room', room)).id };
  }

  /** What is answered to each of the probes, to the letter. */
  async function answers(name: Name, which: 'there' | 'nowhere', headers: Record<string, string>) {
    const called = { there, nowhere }[which];
    const asked = probes[name]?.(called, own[which]) ?? [{}];
    return answersTo(name, asked, headers, { ...called, ...ownNames(own[which]) });
  }

  async function answersTo(name: Name, asked: object[], headers: Record<string, string>, called: object) {
    const told: string[] = [];
    for (const input of asked)
      told.push(await wordsOf(await fetch(...requestFor(served.origin, name, input, headers)), called));
    return told;
  }

  test.each(names)('%s tells strangers of what is there what it tells of what is not', async (name) => {
    for (const { who, headers } of askers) {
      if (!probes[name] && who === 'a stranger') continue; // It is about the asker alone.
      const [one, other] = [await answers(name, 'there', headers), await answers(name, 'nowhere', headers)];
      expect([who, one]).toEqual([who, other]);
      expect(one.join()).not.toContain(SECRET);
      expect(one.join()).not.toContain('"reason":"invalid"'); // Then the probe asks for nothing.
    }
  });

  // As close to the same time as a test can tell: what takes long is asking.
  test.each(names.filter((name) => probes[name] && !(name in uncounted)))(
    '%s asks the database the same for both',
    async (name) => {
      // Who holds the code of an invite that has ended knew of it.
      const unknown = { there: { ...there, endedCode: there.guessedCode }, nowhere };
      const inputs = {
        there: probes[name]!(unknown.there, own.there),
        nowhere: probes[name]!(nowhere, own.nowhere),
      };
      const asked = async (which: 'there' | 'nowhere') => {
        await app.settled();
        const call = () => answersTo(name, inputs[which], askers[0]!.headers, {});
        return (await queries.during(call)).map(({ sql }) => sql);
      };
      // What the house does by itself from time to time may fall into one of the two, but not again and again.
      for (let tried = 1; tried < 3; tried++)
        if (isDeepStrictEqual(await asked('there'), await asked('nowhere'))) return;
      expect(await asked('there')).toEqual(await asked('nowhere'));
    },
  );

  test('files are as if they were not there, whole, in part, or asked for without a body', async () => {
    const ways: [string, Record<string, string>][] = [
      ['GET', {}],
      ['HEAD', {}],
      ['GET', { range: 'bytes=0-3' }],
    ];
    const of = (called: Names, mine: Own) =>
      [called.communityId, mine.communityId].flatMap((communityId) =>
        ['whole', 'small', 'other'].map((variant) => `${communityId}/${called.fileId}/${variant}/list.txt`),
      );
    for (const { who, headers } of askers)
      for (const [method, range] of ways) {
        const get = async (called: Names, mine: Own) => {
          const asked = of(called, mine).map(async (path) => {
            const sent = { method, headers: { ...headers, ...range } };
            return wordsOf(await fetch(`${served.origin}/files/${path}`, sent), {
              ...called,
              ...ownNames(mine),
            });
          });
          return [who, ...(await Promise.all(asked))];
        };
        const [one, other] = [await get(there, own.there), await get(nowhere, own.nowhere)];
        expect(one).toEqual(other);
        expect(one.slice(1, 4).filter((words) => !words.startsWith('404'))).toEqual([]);
      }
  });

  test('the wire says the same of both, and then nothing', async () => {
    const heard = async (called: Names) => {
      const wire = await dial(served.origin, askers[0]!.headers);
      wire.say({ watch: [{ communityId: called.communityId, after: 0 }] });
      await wire.until((frame) => frame.reload);
      const signal = { communityId: called.communityId, conversationId: called.roomId, kind: 'typing' };
      wire.say({ signal });
      await watch(wire, own.there.communityId);
      wire.end();
      return wire.frames.map((frame) => plain(JSON.stringify(frame), { ...called, ...ownNames(own.there) }));
    };
    expect(await heard(there)).toEqual(await heard(nowhere));
  });

  test.each(Object.entries(taken))(
    '%s says of what only one can have that it is taken',
    async (name, why) => {
      const { headers } = askers[0]!;
      const told = await answers(name as Name, 'there', headers);
      expect(told.map((words) => /"reason":"([^"]+)"/.exec(words)?.[1])).toEqual(why);
      expect(told.join()).not.toContain(SECRET);
      const [visitor] = askers.slice(1);
      expect(await answers(name as Name, 'there', visitor!.headers)).toEqual(
        await answers(name as Name, 'nowhere', visitor!.headers),
      );
    },
  );
});

const ownNames = (own: Own) => ({ ownCommunityId: own.communityId, ownRoomId: own.roomId });
