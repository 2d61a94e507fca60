import { afterAll, beforeAll, expect, test } from 'vitest';
import type { App } from '../src/app.ts';
import { newId } from '../src/platform/ids.ts';
import { byName } from '../src/verbs.ts';
import type { Verbs } from '../src/verbs.ts';
import { onEachEngine } from './engines.ts';
import { gather } from './people.ts';
import type { Cast, Person } from './people.ts';
import { requestFor, wordsOf } from './strangers/asking.ts';
import { namesNowhere, SECRET } from './strangers/names.ts';
import type { Names } from './strangers/names.ts';
import { probes } from './strangers/probes.ts';
import { listenWith, onAnyPort, tokenOf } from './wire.ts';

type Name = keyof Verbs;
const inConversations = [...byName].flatMap(([name, { input }]) =>
  'conversationId' in (input as unknown as { shape: object }).shape ? [name as Name] : [],
);
const nowhere = { communityId: newId(), roomId: newId() };

onEachEngine(({ open }) => {
  let app: App;
  let cast: Cast;
  let served: Awaited<ReturnType<typeof listenWith>>;
  let headers: Record<string, string>;
  let hidden: { what: string; names: Names; number: number }[];
  beforeAll(async () => {
    app = await open({ config: onAnyPort });
    cast = await gather(app);
    served = await listenWith(app);
    headers = await tokenOf(cast.newcomer);
    const { id: communityId } = cast.community;
    await cast.founder.act('communities.make-host', { communityId, personId: cast.newcomer.id });
    hidden = await hiddenTalk(cast);
  });
  afterAll(() => served.close());

  async function answers(name: Name, names: Names): Promise<string[]> {
    const asked = (probes[name]?.(names, nowhere) ?? []) as {
      communityId: string;
      conversationId?: string;
    }[];
    const inside = asked.filter((one) => one.communityId === names.communityId && one.conversationId);
    expect([name, inside.length]).not.toEqual([name, 0]);
    const told = inside.map(async (input) =>
      wordsOf(await fetch(...requestFor(served.origin, name, input, headers)), names),
    );
    return Promise.all(told);
  }

  test.each(inConversations)('%s tells a host who is not in it nothing of a conversation', async (name) => {
    for (const { what, names } of hidden) {
      const other = { ...namesNowhere(names), communityId: names.communityId, slug: names.slug };
      const [one, none] = [await answers(name, names), await answers(name, other)];
      expect([what, one]).toEqual([what, none]);
      expect(one.every((words) => words.startsWith('404'))).toBe(true);
    }
  });

  test('it has no number and no files, and stands in no list', async () => {
    const { newcomer, community } = cast;
    const communityId = community.id;
    const get = async (path: string) => wordsOf(await fetch(served.origin + path, { headers }), {});
    const at = (number: number) => `/api/v1/conversations.get?communityId=${communityId}&number=${number}`;
    for (const { number, names } of hidden) {
      expect(await get(at(number))).toBe(await get(at(4711)));
      const file = (id: string) => get(`/files/${communityId}/${id}/whole/list.txt`);
      expect(await file(names.fileId)).toBe(await file(newId()));
    }
    const lists = [
      newcomer.read('conversations.list-places', { communityId }),
      newcomer.read('conversations.list-rooms', { communityId }),
      newcomer.read('conversations.list-threads', { communityId }),
      newcomer.read('conversations.list-directs', { communityId }),
      newcomer.read('conversations.list-unread', {}),
      ...[SECRET, 'from:ines', 'in:key-holders', 'has:file', 'after:2020-01-01'].map((q) =>
        newcomer.read('conversations.search', { q }),
      ),
    ];
    expect(JSON.stringify(await Promise.all(lists))).not.toContain(SECRET);
  });
});

/** A room for two, a thread that was kept from it, and a direct, each with a message and a file. */
async function hiddenTalk({ founder, reader, community: { id: communityId, slug } }: Cast) {
  const people = [reader.id];
  const opened = { id: newId(), communityId, people };
  const room = { ...opened, id: newId(), slug: 'key-holders', title: SECRET, restricted: true };
  const small = await founder.act('conversations.open-room', room);
  const direct = await founder.act('conversations.open-direct', opened);
  const said = {
    'a room': await sayInside(founder, communityId, small.id),
    'a direct': await sayInside(founder, communityId, direct.id),
  };
  const kept = { id: newId(), communityId, conversationId: small.id, from: 1, to: 1, title: SECRET };
  const thread = await founder.act('conversations.keep-as-thread', kept);
  const named = (id: string, { messageId, fileId }: { messageId: string; fileId: string }) =>
    ({
      ...{ communityId, slug, roomId: id, smallId: id, threadId: id, directId: id, messageId, fileId },
      ...{ personId: reader.id, handle: reader.handle },
    }) as Names;
  return [
    { what: 'a room', names: named(small.id, said['a room']), number: small.number },
    { what: 'a kept thread', names: named(thread.id, said['a room']), number: thread.number },
    { what: 'a direct', names: named(direct.id, said['a direct']), number: direct.number },
  ];
}

async function sayInside(person: Person, communityId: string, conversationId: string) {
  const where = { communityId, conversationId };
  const file = { id: newId(), ...where, name: 'list.txt', mime: 'text/plain' };
  await person.act('conversations.attach', { ...file, content: Buffer.from(SECRET) });
  const message = { id: newId(), ...where, body: SECRET, attachments: [file.id] };
  await person.act('conversations.send-message', message);
  return { messageId: message.id, fileId: file.id };
}
