import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../src/platform/ids.ts';
import { inDatabase } from './engines.ts';
import { missingFor, openMany } from './many-houses.ts';
import type { ManyHouse } from './many-houses.ts';
import type { Person } from './people.ts';
import type { Process } from './processes.ts';

const MAY_TAKE_MS = 120_000;
const told = (body: string) => (frame: any) => frame.fact?.view?.body === body;

describe.each(['PostgreSQL', 'NATS'] as const)('two processes, told by %s', (way) => {
  const missing = missingFor(way);
  if (missing) return test.skip(missing, () => undefined);

  let many: ManyHouse;
  let [first, second] = [] as unknown as [Process, Process];
  let [ines, tomas, noor] = [] as unknown as [Person, Person, Person];
  beforeAll(async () => {
    many = await openMany(2, way);
    [first, second] = many.processes as [Process, Process];
    ({ founder: ines, reader: tomas, newcomer: noor } = many.cast);
  }, MAY_TAKE_MS);
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

  test('who is removed at one hears nothing more at the other', async () => {
    const there = await many.watching(second, noor);
    const where = { communityId: many.communityId, personId: noor.id };
    await many.act(first, ines, 'communities.remove-member', { ...where, reason: 'It was a trial.' });
    await there.until((frame) => frame.fact?.kind === 'member.removed');
    const others = await many.watching(second, tomas);
    await many.say(first, ines, 'Now without her.');
    await others.until(told('Now without her.'));
    expect(there.frames.at(-1).fact.kind).toBe('member.removed');
    await many.act(first, ines, 'communities.lift-removal', where);
  });

  test.runIf(way === 'PostgreSQL')('a lost wake-up loses nothing', async () => {
    const there = await many.watching(second, tomas);
    await many.say(first, ines, 'Before.');
    await there.until(told('Before.'));
    const cut = `select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'kith standing' and datname = current_database()`;
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
});
