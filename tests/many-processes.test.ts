import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../src/platform/ids.ts';
import { newPostgres } from './engines.ts';
import { missingFor, openMany } from './many-houses.ts';
import type { ManyHouse } from './many-houses.ts';
import type { Person } from './people.ts';
import { inDatabase } from './postgres.ts';
import { openProcesses } from './processes.ts';
import type { House } from './processes.ts';

const MAY_BUILD_MS = 180_000;
const told = (body: string) => (frame: any) => frame.fact?.view?.body === body;

describe.each(['PostgreSQL', 'NATS'] as const)('two processes, told by %s', (way) => {
  const missing = missingFor(way);
  if (missing) return test.skip(missing, () => undefined);

  let many: ManyHouse;
  let [first, second] = [] as unknown as [House, House];
  let [ines, tomas, noor] = [] as unknown as [Person, Person, Person];
  beforeAll(async () => {
    many = await openMany(2, way);
    [first, second] = many.processes as [House, House];
    ({ founder: ines, reader: tomas, newcomer: noor } = many.cast);
  }, MAY_BUILD_MS);
  afterEach(() => many.hangUp());
  afterAll(() => many.end());

  test('what is said at one is heard at both, once and in the same order', async () => {
    const here = await many.watching(first, ines);
    const there = await many.watching(second, tomas);
    const bodies = Array.from({ length: 30 }, (_, n) => `Word ${n}.`);
    await Promise.all(
      bodies.map((body, n) => (n % 2 ? many.say(first, ines, body) : many.say(second, tomas, body))),
    );
    for (const wire of [here, there]) await Promise.all(bodies.map((body) => wire.until(told(body))));
    expect(here.facts()).toEqual(there.facts());
    expect(here.seqs()).toEqual(Array.from({ length: 30 }, (_, n) => here.seqs()[0]! + n));
  });

  test('what is between few reaches them alone, wherever they are', async () => {
    const direct = await many.act(first, ines, 'conversations.open-direct', {
      ...{ id: newId(), communityId: many.communityId, people: [tomas.id] },
    });
    const tomasThere = await many.watching(second, tomas);
    const noorThere = await many.watching(second, noor);
    await many.say(first, ines, 'Between us.', direct.id);
    await tomasThere.until(told('Between us.'));
    await many.say(first, ines, 'For all.');
    await noorThere.until(told('For all.'));
    expect(JSON.stringify(noorThere.frames)).not.toContain(direct.id);
  });

  const signalled = (kind: string, person: Person) => (frame: any) =>
    frame.signal?.kind === kind &&
    (frame.signal.personId === person.id || frame.signal.people?.includes(person.id));

  test('who writes at one is seen at the other, by those who may see where', async () => {
    const people = [ines, tomas].map(({ id }) => id);
    const small = await many.act(first, ines, 'conversations.open-room', {
      ...{ id: newId(), communityId: many.communityId, slug: `small-${way.toLowerCase()}`, title: 'Small' },
      ...{ restricted: true, people },
    });
    const typing = (conversationId: string) => ({
      signal: { communityId: many.communityId, conversationId, kind: 'typing' },
    });
    const inesHere = await many.watching(first, ines);
    const tomasThere = await many.watching(second, tomas);
    const noorThere = await many.watching(second, noor);
    inesHere.say(typing(small.id));
    await tomasThere.until(signalled('typing', ines));
    inesHere.say(typing(many.room.id));
    expect((await noorThere.until(signalled('typing', ines))).signal).toEqual({
      ...typing(many.room.id).signal,
      personId: ines.id,
    });
    expect(JSON.stringify(noorThere.frames)).not.toContain(small.id);
    expect(inesHere.frames.filter(signalled('typing', ines))).toEqual([]);
  });

  test('one sees who is here, wherever they are, until they are gone everywhere', async () => {
    const inesHere = await many.watching(first, ines);
    const tomasThere = await many.watching(second, tomas);
    await inesHere.until(signalled('here', tomas));
    await tomasThere.until(signalled('here', ines));
    const tomasHere = await many.watching(first, tomas);
    const noorThere = await many.watching(second, noor);
    await noorThere.until((frame) => frame.signal?.people?.length === 3);
    await inesHere.until(signalled('here', noor));
    const before = inesHere.frames.length; // Who went at the end of another test may have been told of until here.
    const left = (person: Person) => (frame: any) =>
      signalled('left', person)(frame) && inesHere.frames.indexOf(frame) >= before;
    tomasThere.end();
    noorThere.end();
    await inesHere.until(left(noor));
    expect(inesHere.frames.filter(left(tomas))).toEqual([]);
    tomasHere.end();
    await inesHere.until(left(tomas));
  });

  test('who is removed at one hears nothing more at the other', async () => {
    const there = await many.watching(second, noor);
    const removal = { communityId: many.communityId, personId: noor.id, reason: 'It was a trial.' };
    await many.act(first, ines, 'communities.remove-member', removal);
    await there.until((frame) => frame.fact?.kind === 'member.removed');
    const others = await many.watching(second, tomas);
    await many.say(first, ines, 'Now without her.');
    await others.until(told('Now without her.'));
    expect(there.frames.at(-1).fact.kind).toBe('member.removed');
  });

  test.runIf(way === 'PostgreSQL')('a lost wake-up loses nothing', async () => {
    const there = await many.watching(second, tomas);
    await many.say(first, ines, 'Before.');
    await there.until(told('Before.'));
    const cut = `select pg_terminate_backend(pid) from pg_stat_activity
      where application_name like 'kith standing %' and datname = current_database()`;
    for (let n = 0; n < 3; n++) {
      await inDatabase(many.databaseUrl, cut);
      await many.say(first, ines, `While nobody listens, ${n}.`);
      await there.until(told(`While nobody listens, ${n}.`));
    }
    expect(there.facts().map(({ view }) => view.body)).toEqual([
      'Before.',
      ...[0, 1, 2].map((n) => `While nobody listens, ${n}.`),
    ]);
  });

  test.runIf(way === 'NATS')('without NATS all is heard a little later', async () => {
    const there = await many.watching(second, tomas);
    await many.nats!.stop();
    for (let n = 0; n < 3; n++) {
      await many.say(first, ines, `While NATS is away, ${n}.`);
      await there.until(told(`While NATS is away, ${n}.`));
    }
    expect(there.facts().map(({ view }) => view.body)).toEqual(
      [0, 1, 2].map((n) => `While NATS is away, ${n}.`),
    );
  });
});

describe.each(['PostgreSQL', 'NATS'] as const)('one of three processes dies, told by %s', (way) => {
  const missing = missingFor(way);
  if (missing) return test.skip(missing, () => undefined);

  let many: ManyHouse;
  beforeAll(async () => {
    many = await openMany(3, way);
  }, MAY_BUILD_MS);
  afterAll(() => many.end());

  test('who was with it is soon not here any more, and what is said goes on', async () => {
    const { founder: ines, reader: tomas, newcomer: noor } = many.cast;
    const [first, second, third] = many.processes as [House, House, House];
    const inesHere = await many.watching(first, ines);
    const tomasThere = await many.watching(second, tomas);
    await many.watching(third, noor);
    const hasNoor = (kind: string) => (frame: any) =>
      frame.signal?.kind === kind && frame.signal.people.includes(noor.id);
    for (const wire of [inesHere, tomasThere]) await wire.until(hasNoor('here'));
    await third.kill();
    for (const wire of [inesHere, tomasThere]) await wire.until(hasNoor('left'));
    await many.say(second, tomas, 'We are fewer.');
    await inesHere.until(told('We are fewer.'));
    const noorAgain = await many.watching(second, noor);
    await noorAgain.until((frame) => frame.signal?.people?.includes(ines.id));
  });
});

const missing = missingFor('PostgreSQL');

describe.skipIf(missing)(`an empty house${missing ? ` (${missing})` : ''}`, () => {
  const ends: (() => Promise<unknown>)[] = [];
  afterAll(async () => {
    for (const end of ends.reverse()) await end();
  });

  test(
    'is opened by several processes at once, which hand out one link to found it',
    { timeout: MAY_BUILD_MS },
    async () => {
      const { processes, end } = await openProcesses(3, {
        DATABASE_URL: await newPostgres(ends, 'template0'),
      });
      ends.push(end);
      const key = async ({ says }: House) =>
        new URL((await says(/once: (\S+)\n/))[1]!).searchParams.get('key')!;
      const keys = new Set(await Promise.all(processes.map(key)));
      expect(keys.size).toBe(1);
      for (const { origin } of processes) {
        const pass = await fetch(`${origin}/api/v1/accounts.get-pass?pass=${[...keys][0]!}`);
        expect(await pass.json()).toMatchObject({ valid: true });
      }
    },
  );
});
