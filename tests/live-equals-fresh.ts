import type { WebSocket } from 'ws';
import { expect } from 'vitest';
import type { App } from '../src/app.ts';

/** A fact as a browser hears of it. */
export interface Told {
  seq: number;
  kind?: string;
  actorId?: string | null;
  conversationId?: string | null;
  view?: unknown;
}

type Who = { id: string };

/** Hears, as a browser of this person would, what happens in a community from now on. */
export async function listen(app: App, person: Who, communityId: string) {
  const texts: string[] = [];
  await app.live.watch(ear(person, texts), communityId, null);
  return {
    /** All that was told so far. Whoever watches comes in line behind what is being delivered. */
    async told(): Promise<Told[]> {
      await app.live.watch(ear(person, []), communityId, null);
      return texts.flatMap((text) => (JSON.parse(text) as { fact?: Told }).fact ?? []);
    },
  };
}

/** What a browser hears that comes back with a cursor: the facts after it, in order. */
export async function hearSince(app: App, person: Who, communityId: string, seq: number): Promise<Told[]> {
  const texts: string[] = [];
  await app.live.watch(ear(person, texts), communityId, seq);
  return texts.flatMap((text) => (JSON.parse(text) as { fact?: Told }).fact ?? []);
}

/**
 * Does something, and proves that who applies what they were told to what they had ends up with what who fetches
 * anew gets: right away, and by coming back with a cursor. Returns what was told.
 */
export async function liveEqualsFresh<State>(
  app: App,
  { watcher, communityId, fetch, apply }: Watching<State>,
  does: () => Promise<unknown>,
): Promise<Told[]> {
  const before = await fetch();
  const { seq } = await newest(app, communityId);
  const ears = await listen(app, watcher, communityId);
  await does();
  const told = await ears.told();
  const fresh = await fetch();
  expect(told.reduce(apply, before)).toEqual(fresh);
  expect((await hearSince(app, watcher, communityId, seq)).reduce(apply, before)).toEqual(fresh);
  return told;
}

export interface Watching<State> {
  watcher: Who;
  communityId: string;
  fetch(): Promise<State>;
  apply(state: State, told: Told): State;
}

async function newest(app: App, communityId: string): Promise<{ seq: number }> {
  const row = await app.store.read
    .selectFrom('fact_counter')
    .select('seq')
    .where('community_id', '=', communityId)
    .executeTakeFirst();
  return row ?? { seq: 0 };
}

/** A socket that keeps what is sent through it. */
function ear(person: Who, texts: string[]): Parameters<App['live']['watch']>[0] {
  const socket = {
    readyState: 1,
    OPEN: 1,
    bufferedAmount: 0,
    send: (text: string | Buffer) => void texts.push(text.toString()),
    terminate: () => undefined,
  };
  return { personId: person.id, socket: socket as unknown as WebSocket, watching: new Set() };
}
