import { expect } from 'vitest';
import { WebSocket } from 'ws';
import type { Acknowledged } from './crowd.ts';
import { soon, until } from '../until.ts';

/** Somebody who listens to a community whatever happens: comes back by the cursor each time the wire is cut. */
export interface Ear {
  /** The facts in the order of their arrival. */
  heard: { seq: number; kind: string; conversationId: string | null; view: any }[];
  /** The last number that it knows of. */
  cursor: () => number | null;
  /** How often it was told to fetch anew, and how often it had to come back. */
  reloads: () => number;
  returns: () => number;
  listening: () => boolean;
  stop: () => void;
}

/** Listens from now on, or after a cursor; `origin` is asked at each return, as clients move. */
export function listen(
  origin: () => string,
  headers: Record<string, string>,
  communityId: string,
  after: number | null = null,
): Ear {
  const heard: Ear['heard'] = [];
  const state = { cursor: after, reloads: 0, returns: -1, listening: false, stopped: false };
  let socket: WebSocket;

  function dial(): void {
    state.returns++;
    socket = new WebSocket(`${origin().replace('http', 'ws')}/live`, { headers });
    socket.on('open', () => socket.send(JSON.stringify({ watch: [{ communityId, after: state.cursor }] })));
    socket.on('message', (data: Buffer) => hear(JSON.parse(data.toString())));
    socket.on('error', () => undefined); // A house that is away closes the wire, which is what counts.
    socket.on('close', () => {
      state.listening = false;
      if (!state.stopped) void soon(30 + Math.random() * 100).then(() => state.stopped || dial());
    });
  }

  function hear({ fact, caughtUp, reload }: any): void {
    if (reload) state.reloads++;
    if (fact) heard.push(fact);
    if (caughtUp) state.listening = true;
    state.cursor = caughtUp?.seq ?? fact?.seq ?? state.cursor;
  }

  dial();
  return {
    heard,
    cursor: () => state.cursor,
    reloads: () => state.reloads,
    returns: () => state.returns,
    listening: () => state.listening,
    stop() {
      state.stopped = true;
      socket.terminate();
    },
  };
}

/** Waits until it has heard of all of these, or was told to fetch anew instead, and listens. */
export async function untilHeard(ear: Ear, acknowledged: Acknowledged[]): Promise<void> {
  const missing = new Set(acknowledged.map(({ id }) => id));
  await until(() => {
    for (const { view } of ear.heard) missing.delete(view?.id as string);
    return ear.listening() && (missing.size === 0 || ear.reloads() > 0);
  });
}

/** What was heard came in order, each once; and all of it did, unless it was told to fetch anew. Answers how much. */
export function expectHeardInOrder(ear: Ear, acknowledged: Acknowledged[]): number {
  const seqs = ear.heard.map(({ seq }) => seq);
  expect(seqs).toEqual([...new Set(seqs)].toSorted((a, b) => a - b));
  const heard = new Set(ear.heard.map(({ view }) => view?.id as string));
  if (ear.reloads() === 0) expect(acknowledged.filter(({ id }) => !heard.has(id))).toEqual([]);
  return seqs.length;
}
