import { expect } from 'vitest';
import { openStore } from '../../src/platform/db/index.ts';
import type { Store } from '../../src/platform/db/index.ts';
import { api } from './call.ts';
import type { Acknowledged } from './crowd.ts';
import { configOf } from './engines.ts';
import type { Place } from './engines.ts';
import type { Town } from './town.ts';

interface Kept {
  id: string;
  number: number;
  body: string;
}

/**
 * All that was acknowledged is there, once, in order and nothing else: as the API tells it, and as it lies in the
 * database. Answers how many messages that are.
 */
export async function expectAllThere(
  place: Place,
  town: Town,
  origin: string,
  acknowledged: Acknowledged[],
): Promise<number> {
  const told = await tellingOf(town, origin);
  const store = openStore(configOf(place));
  try {
    for (const room of town.rooms) {
      expectKept(
        told.get(room)!,
        acknowledged.filter(({ conversationId }) => conversationId === room),
      );
      expect(await stored(store, town, room)).toEqual(told.get(room));
    }
    await expectFacts(store, town);
  } finally {
    await store.close();
  }
  return [...told.values()].flat().length;
}

function expectKept(kept: Kept[], acknowledged: Acknowledged[]): void {
  expect(kept.map(({ number }) => number)).toEqual(kept.map((_, at) => at + 1));
  const promised = acknowledged.map(({ id, number, body }) => ({ id, number, body }));
  expect(kept).toEqual(promised.toSorted((a, b) => a.number - b.number));
  expectOrder(acknowledged);
}

/** What was acknowledged before something else was first sent comes before it. */
function expectOrder(acknowledged: Acknowledged[]): void {
  const happened = acknowledged
    .flatMap((one) => [
      { at: one.sentAt, sends: true, number: one.number },
      { at: one.heardAt, sends: false, number: one.number },
    ])
    .toSorted((a, b) => a.at - b.at);
  let newest = 0;
  let disordered = 0;
  for (const { sends, number } of happened) {
    if (!sends) newest = Math.max(newest, number);
    else if (number < newest) disordered++;
  }
  expect(disordered).toBe(0);
}

/** The whole of each room, page by page, as a member reads it. */
async function tellingOf({ communityId, rooms, people }: Town, origin: string): Promise<Map<string, Kept[]>> {
  const told = new Map<string, Kept[]>();
  for (const conversationId of rooms) {
    const all: Kept[] = [];
    for (let later = true; later;) {
      const asked = { communityId, conversationId, after: all.at(-1)?.number ?? 0, limit: 200 };
      const page = await api(origin, people.at(-1)!.headers, 'conversations.list-messages', asked);
      all.push(...(page.messages as Kept[]).map(({ id, number, body }) => ({ id, number, body })));
      later = page.later as boolean;
    }
    told.set(conversationId, all);
  }
  return told;
}

async function stored({ read }: Store, { communityId }: Town, conversationId: string): Promise<Kept[]> {
  return read
    .selectFrom('message')
    .select(['id', 'number', 'body'])
    .where('community_id', '=', communityId)
    .where('conversation_id', '=', conversationId)
    .orderBy('number')
    .execute();
}

/** Facts are numbered without gaps up to the counter, and tell of each message once, in the order of its room. */
async function expectFacts({ read }: Store, { communityId, rooms }: Town): Promise<void> {
  const facts = await read
    .selectFrom('fact')
    .select(['seq', 'kind', 'conversation_id', 'payload'])
    .where('community_id', '=', communityId)
    .orderBy('seq')
    .execute();
  const counter = await read
    .selectFrom('fact_counter')
    .select('seq')
    .where('community_id', '=', communityId)
    .executeTakeFirstOrThrow();
  expect(facts.map(({ seq }) => seq)).toEqual(Array.from({ length: counter.seq }, (_, at) => at + 1));
  const conversations = await read
    .selectFrom('conversation')
    .select(['id', 'last_number'])
    .where('community_id', '=', communityId)
    .execute();
  for (const room of rooms) {
    const last = conversations.find(({ id }) => id === room)!.last_number;
    const sent = facts.filter(
      ({ kind, conversation_id }) => kind === 'message.sent' && conversation_id === room,
    );
    const numbers = sent.map(({ payload }) => (JSON.parse(payload) as { number: number }).number);
    expect(numbers).toEqual(Array.from({ length: last }, (_, at) => at + 1));
  }
}
