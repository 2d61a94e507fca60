import { expect } from 'vitest';
import type { App } from '../src/app.ts';
import { newestSeq } from '../src/platform/read-facts.ts';
import { listen } from './listening.ts';
import type { Heard } from './listening.ts';

/** A state that a browser keeps: how it is fetched, and how a fact changes it. */
export interface Watching<State> {
  watcher: { id: string };
  communityId: string;
  fetch(): Promise<State>;
  apply(state: State, heard: Heard): State;
}

/**
 * Does something, and proves that who applies what they were told to what they had ends up with what who fetches
 * anew gets: right away, and by coming back with a cursor. Returns what was told.
 */
export async function liveEqualsFresh<State>(
  app: App,
  { watcher, communityId, fetch, apply }: Watching<State>,
  does: () => Promise<unknown>,
): Promise<Heard[]> {
  const before = await fetch();
  const seq = await newestSeq(app.store.read, communityId);
  const ears = await listen(app, watcher, communityId);
  await does();
  const heard = await ears.heard();
  const fresh = await fetch();
  expect(heard.reduce(apply, before)).toEqual(fresh);
  const again = await listen(app, watcher, communityId, seq);
  expect((await again.heard()).reduce(apply, before)).toEqual(fresh);
  return heard;
}
