import { afterAll, beforeAll, expect, test } from 'vitest';
import type { App } from '../src/app.ts';
import { newId } from '../src/platform/ids.ts';
import { byName } from '../src/verbs.ts';
import type { Verbs } from '../src/verbs.ts';
import { register } from './browser.ts';
import { onEachEngine } from './engines.ts';
import { namesNowhere, namesThere, SECRET } from './strangers/names.ts';
import type { Names } from './strangers/names.ts';
import { probes, taken } from './strangers/probes.ts';
import type { Own } from './strangers/probes.ts';
import { dial, listenWith, onAnyPort, watch } from './wire.ts';

type Name = keyof Verbs;
const names = [...byName.keys()].filter((name) => !(name in taken)) as Name[];

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
  let askers: { who: string; headers: Record<string, string> }[];
  beforeAll(async () => {
    app = await open({ config: onAnyPort });
    served = await listenWith(app);
    there = await namesThere(app);
    nowhere = namesNowhere(there);
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
    const told: string[] = [];
    for (const input of asked) {
      const response = await fetch(...requestFor(served.origin, name, input, headers));
      told.push(await wordsOf(response, { ...called, ...ownNames(own[which]) }));
    }
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

function requestFor(
  origin: string,
  name: Name,
  input: object,
  headers: Record<string, string>,
): [string, RequestInit] {
  const url = `${origin}/api/v1/${name}`;
  const verb = byName.get(name)!;
  if (!verb.change) return [`${url}?${new URLSearchParams(input as Record<string, string>)}`, { headers }];
  if (verb.upload) return [url, { method: 'POST', headers, body: formOf(input) }];
  const json = { ...headers, 'content-type': 'application/json' };
  return [url, { method: 'POST', headers: json, body: JSON.stringify(input) }];
}

function formOf(input: object): FormData {
  const form = new FormData();
  const { content = Buffer.from('x'), ...rest } = input as Record<string, string> & { content?: Buffer };
  for (const [key, value] of Object.entries(rest)) form.append(key, value);
  form.append('content', new File([new Uint8Array(content as Buffer)], 'list.txt', { type: 'text/plain' }));
  return form;
}

/** Status, headers and body, with each name in the place of what it stands for. */
async function wordsOf(response: Response, called: object): Promise<string> {
  const headers = [...response.headers].filter(([name]) => name !== 'date');
  const told = [response.status, ...headers.map((pair) => pair.join(': ')), await response.text()];
  return plain(told.join('\n'), called);
}

function plain(text: string, called: object): string {
  const named = Object.entries(called).sort(([, a], [, b]) => String(b).length - String(a).length);
  return named
    .reduce((words, [name, value]) => words.replaceAll(String(value), `{${name}}`), text)
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '{id}')
    .replace(/\b1\d{12}\b/g, '{now}')
    .replace(/plot-(one|two)/g, '{plot}');
}
