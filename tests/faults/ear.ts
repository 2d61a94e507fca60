import { expect } from 'vitest';
import { WebSocket } from 'ws';
import { api } from './call.ts';
import type { Acknowledged } from './crowd.ts';
import type { Town } from './town.ts';
import { soon, until } from '../until.ts';

/** Somebody who listens to a community whatever happens: comes back by the cursor each time the wire is cut. */
export interface Ear {
  /** The facts in the order of their arrival. */
  heard: { seq: number; kind: string; conversationId: string | null; view: any }[];
  /** The ids of all messages that it heard of, or read whenever it had missed so much that it was told to fetch anew. */
  known: ReadonlySet<string>;
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
  town: Pick<Town, 'communityId' | 'rooms'>,
  after: number | null = null,
): Ear {
  const { communityId, rooms } = town;
  const heard: Ear['heard'] = [];
  const known = new Set<string>();
  const newest = new Map<string, number>();
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
    if (reload) fetchAnew();
    if (fact) heard.push(fact);
    if (fact?.kind === 'message.sent') note(fact.conversationId, [fact.view]);
    if (caughtUp) state.listening = true;
    state.cursor = caughtUp?.seq ?? fact?.seq ?? state.cursor;
  }

  function note(room: string, messages: { id: string; number: number }[]): void {
    for (const { id, number } of messages) {
      known.add(id);
      newest.set(room, Math.max(number, newest.get(room) ?? 0));
    }
  }

  /** Reads what has been said since, in each room, and goes on listening meanwhile, as a page does. */
  function fetchAnew(): void {
    state.reloads++;
    for (const room of rooms) void fetchAfter(room, newest.get(room) ?? 0);
  }

  async function fetchAfter(conversationId: string, number: number): Promise<void> {
    const asked = { communityId, conversationId, limit: 200 };
    for (let [last, later] = [number, true]; later && !state.stopped;) {
      const read = api(origin(), headers, 'conversations.list-messages', { ...asked, after: last });
      const page = await read.catch(() => soon(100)); // A house that is away is asked again.
      if (!page) continue;
      note(conversationId, page.messages);
      last = page.messages.at(-1)?.number ?? last;
      later = page.later;
    }
  }

  dial();
  return {
    heard,
    known,
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

/** Waits until it knows of all of these, and listens. */
export const untilHeard = (ear: Ear, acknowledged: Acknowledged[]): Promise<void> =>
  until(() => ear.listening() && acknowledged.every(({ id }) => ear.known.has(id)));

/** What was heard came in order, each once, and together with what was fetched anew it is all. Answers how much. */
export function expectHeardInOrder(ear: Ear, acknowledged: Acknowledged[]): number {
  const seqs = ear.heard.map(({ seq }) => seq);
  expect(seqs).toEqual([...new Set(seqs)].toSorted((a, b) => a - b));
  expect(acknowledged.filter(({ id }) => !ear.known.has(id))).toEqual([]);
  return seqs.length;
}
