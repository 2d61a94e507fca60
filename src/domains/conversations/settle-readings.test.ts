import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, expect, it } from 'vitest';
import { onEachEngine } from '../../../tests/engines.ts';
import type { Person } from '../../../tests/people.ts';
import { until } from '../../../tests/until.ts';
import { insertMany, openStore } from '../../platform/db/index.ts';
import type { Store } from '../../platform/db/index.ts';
import { newId } from '../../platform/ids.ts';
import { seenBy } from './conversation-views.ts';
import type { SeenRow } from './conversation-views.ts';
import { scene } from './scene.ts';
import type { Scene } from './scene.ts';
import { settleReadings, SILENT_DAYS } from './settle-readings.ts';
import { findConversation, insertMessage } from './store.ts';
import { takeIn } from './take-in.ts';

const DAY_MS = 86_400_000;
const LONG = SILENT_DAYS + 1;
const ROUNDS = 10;

onEachEngine((engine) => {
  let now = Date.now();
  let s: Scene;
  let talks: string[];
  const settle = () => settleReadings(s.app.store, now);
  const people = () => [s.founder, s.reader, s.newcomer];
  beforeAll(async () => {
    s = await scene(engine, { clock: () => now });
    talks = [s.room.id, s.thread.id, await start(s, s.founder), await start(s, s.reader)];
  });

  it('looks no more at what is read and long over, until somebody speaks there', async () => {
    const thread = await start(s, s.founder);
    await follow(s, s.reader, thread, { following: true });
    await read(s, s.reader, thread, 1);
    now += (SILENT_DAYS - 1) * DAY_MS;
    await settle();
    expect(await settledIn(s.app.store, thread)).toBe(0);
    now += 2 * DAY_MS;
    await settle();
    expect(await settledIn(s.app.store, thread)).toBe(2);
    await s.say(s.newcomer, 'One more thing', { conversationId: thread });
    expect(await settledIn(s.app.store, thread)).toBe(0);
    expect(await overview(s.reader)).toContain(thread);
    expect(await overview(s.founder)).toContain(thread);
  });

  it('keeps looking at what is not read, however old', async () => {
    const thread = await start(s, s.founder);
    await follow(s, s.reader, thread, { following: true });
    now += LONG * DAY_MS;
    await settle();
    expect(await overview(s.reader)).toContain(thread);
    await read(s, s.reader, thread, 1);
    await settle();
    expect(await settledIn(s.app.store, thread)).toBe(2);
    expect(await overview(s.reader)).not.toContain(thread);
  });

  it('forgets who was named once they have read it, and not before', async () => {
    const thread = await start(s, s.founder);
    const mentions = async () => {
      const rows = await s.app.store.read
        .selectFrom('mention')
        .select('number')
        .where('conversation_id', '=', thread)
        .where('person_id', '=', s.reader.id)
        .execute();
      return rows.map(({ number }) => number).sort();
    };
    for (const body of ['@tomas, look', 'As I said, @tomas'])
      await s.say(s.founder, body, { conversationId: thread });
    await settle();
    expect(await mentions()).toEqual([2, 3]);
    await read(s, s.reader, thread, 2);
    await settle();
    expect(await mentions()).toEqual([3]);
    expect((await s.conversation(s.reader, thread)).mine.mentions).toBe(1);
    expect(await overview(s.reader)).toContain(thread);
  });

  it('hides nothing, whatever is said, read, followed and settled, in whatever order and by whatever clock', async () => {
    const who = { person: fc.nat(2), talk: fc.nat(3) };
    const step = fc.oneof(
      { weight: 3, arbitrary: fc.record({ ...who, say: fc.constantFrom('Hi', 'Hi @noor', '@tomas') }) },
      { weight: 4, arbitrary: fc.record({ ...who, read: fc.constantFrom(1, 1000) }) },
      { weight: 2, arbitrary: fc.record({ ...who, level: fc.constantFrom('all', 'mentions', 'quiet') }) },
      { weight: 2, arbitrary: fc.record({ ...who, following: fc.boolean() }) },
      { weight: 1, arbitrary: fc.record({ ...who, edit: fc.constantFrom('Oh', 'Oh @noor') }) },
      { weight: 1, arbitrary: fc.record({ ...who, arrives: fc.integer({ min: 1, max: 3 }) }) },
      { weight: 1, arbitrary: fc.record({ ...who, clock: fc.integer({ min: -400, max: 400 }) }) },
      { weight: 4, arbitrary: fc.record({ ...who, settles: fc.constantFrom(0, 1, LONG) }) },
    );
    let settled = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
        for (const one of steps) {
          const [person, talk] = [people()[one.person]!, talks[one.talk]!];
          if ('say' in one) await s.say(person, one.say, { conversationId: talk });
          if ('read' in one) await read(s, person, talk, one.read);
          if ('level' in one) await follow(s, person, talk, { level: one.level });
          if ('following' in one) await follow(s, person, talk, { following: one.following });
          if ('edit' in one) await editLast(s, talk, one.edit);
          if ('arrives' in one) await arrive(s, talk, one.arrives, now);
          if ('clock' in one) now += one.clock * DAY_MS;
          if ('settles' in one) {
            now += one.settles * DAY_MS;
            await settle();
            settled += await settledIn(s.app.store, talk);
          }
        }
        for (const each of people()) expect(await overview(each)).toEqual(await looked(s, each));
      }),
      { numRuns: 20 },
    );
    expect(settled).toBeGreaterThan(0);
  });

  if (engine.name === 'postgres') {
    it('hides nothing of what is said and read while another process settles', async () => {
      const other = openStore(s.app.config);
      const thread = await start(s, s.founder);
      await follow(s, s.reader, thread, { following: true });
      for (let round = 0; round < ROUNDS; round++) {
        const { number } = await s.say(s.founder, 'Still here?', { conversationId: thread });
        if (round % 2) await read(s, s.reader, thread, number);
        now += LONG * DAY_MS;
        await Promise.all([
          settleReadings(other, now),
          read(s, s.reader, thread, number),
          s.say(s.newcomer, 'Here!', { conversationId: thread }),
          read(s, s.founder, thread, number + 1),
        ]);
        expect(await overview(s.reader)).toContain(thread);
        for (const each of people()) expect(await overview(each)).toEqual(await looked(s, each));
      }
      await other.close();
    });

    it('waits until whoever is speaking has spoken', async () => {
      const other = openStore(s.app.config);
      const thread = await start(s, s.founder);
      await follow(s, s.reader, thread, { following: true });
      await read(s, s.reader, thread, 1);
      now += LONG * DAY_MS;
      let settling: Promise<void> | undefined;
      let done = false;
      await s.app.store.write(async (db) => {
        const place = await findConversation(db, s.communityId, thread);
        settling ??= settleReadings(other, now).finally(() => (done = true));
        await until(async () => done || (await somebodyWaits(s.app.store)));
        await insertMessage(db, place!, messageIn(s, thread, now));
      }, s.communityId);
      await settling;
      expect(await settledIn(s.app.store, thread)).toBe(0);
      expect(await overview(s.reader)).toContain(thread);
      await other.close();
    });
  }
});

async function somebodyWaits({ read: db }: Store): Promise<boolean> {
  const { rows } = await sql`select 1 from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`.execute(db);
  return rows.length > 0;
}

const messageIn = ({ communityId, newcomer }: Scene, conversation_id: string, created_at: number) => ({
  ...{ community_id: communityId, conversation_id, number: 2, id: newId(), author_id: newcomer.id },
  ...{ body: 'Here!', html: '<p>Here!</p>', created_at },
});

async function start({ communityId }: Scene, person: Person): Promise<string> {
  const message = { id: newId(), body: 'A beginning' };
  return (
    await person.act('conversations.start-thread', { id: newId(), communityId, title: 'A thread', message })
  ).id;
}

const read = ({ communityId }: Scene, person: Person, conversationId: string, number: number) =>
  person.act('conversations.mark-read', { communityId, conversationId, number });

const follow = ({ communityId }: Scene, person: Person, conversationId: string, how: object) =>
  person.act('conversations.follow', { communityId, conversationId, ...how });

async function editLast(s: Scene, conversationId: string, body: string): Promise<void> {
  const last = (await s.messages(s.founder, conversationId)).at(-1);
  const author = [s.founder, s.reader, s.newcomer].find(({ id }) => id === last?.author?.id);
  await author?.act('conversations.edit-message', { ...s.at(last!), body });
}

/** Messages of an archive that come in behind what was said. */
async function arrive({ app, communityId }: Scene, conversationId: string, count: number, at: number) {
  const messages = Array.from({ length: count }, () => ({
    ...{ id: newId(), authorId: null, answers: null, body: 'Long ago', html: '<p>Long ago</p>' },
    ...{ createdAt: at - 500 * DAY_MS, editedAt: null, reactions: [], attachments: [] },
    state: 'here' as const,
  }));
  const how = { many: insertMany(), engine: app.services.engine };
  await app.store.write(
    (db) => takeIn(db, how, communityId, [{ conversationId, opens: null, messages }]),
    communityId,
  );
}

async function settledIn({ read: db }: Store, conversationId: string): Promise<number> {
  const rows = await db
    .selectFrom('reading')
    .select('settled')
    .where('conversation_id', '=', conversationId)
    .execute();
  return rows.filter((row) => row.settled === 1).length;
}

const overview = async (person: Person) =>
  (await person.read('conversations.list-unread', { limit: 200 })).conversations.map(({ id }) => id).sort();

/** The same found by looking at every conversation that somebody sees, and at every word in it. */
async function looked({ app, communityId }: Scene, { id, handle }: Person): Promise<string[]> {
  const rows: SeenRow[] = await seenBy(app.store.read, communityId, id).execute();
  const messages = await app.store.read
    .selectFrom('message')
    .select(['conversation_id', 'number', 'body', 'author_id'])
    .where('community_id', '=', communityId)
    .execute();
  const naming = messages.filter((one) => one.author_id !== id && one.body.includes(`@${handle}`));
  return rows
    .filter((row) => {
      const read = row.read_number ?? 0;
      const follows = row.following === null ? row.kind !== 'thread' : row.following === 1;
      const hears = follows && (row.level ?? 'all') === 'all';
      const named = naming.filter((one) => one.conversation_id === row.id && one.number > read).length;
      expect([row.id, Number(row.mentions)]).toEqual([row.id, named]);
      return row.last_number > read && row.level !== 'quiet' && (hears || named > 0);
    })
    .map((row) => row.id)
    .sort();
}
