import type { WebSocket } from 'ws';
import type { Db } from '../db/index.ts';
import { newestSeq, readAfter } from '../facts.ts';
import type { Fact } from '../facts.ts';
import type { Log } from '../log.ts';

const LONGEST_CATCH_UP = 500;
const SLOW_READER_BYTES = 1_000_000;

/** What the browser gets for a fact, who may get it (null: every member), and whose membership it ends. */
export interface Frame {
  view: unknown;
  audience: ReadonlySet<string> | null;
  ends?: string;
}

export interface LiveHouse {
  read: Db;
  log: Log;
  mayWatch(personId: string, communityId: string): Promise<boolean>;
  /** Null for facts that browsers need not hear of. */
  frameOf(fact: Fact): Promise<Frame | null>;
}

export interface Listener {
  personId: string;
  socket: WebSocket;
  watching: Set<string>;
}

interface Watched {
  heard: number;
  listeners: Set<Listener>;
  /** The end of this community's line of work: deliveries and arrivals take turns, so order holds. */
  line: Promise<void>;
  woken: boolean;
}

/** Brings the facts of each watched community to those who may see them, in order, each once. */
export function hub(house: LiveHouse) {
  const communities = new Map<string, Watched>();
  let closed = false;

  function watched(communityId: string): Watched {
    const known = communities.get(communityId);
    if (known) return known;
    const fresh: Watched = { heard: -1, listeners: new Set(), line: Promise.resolve(), woken: false };
    communities.set(communityId, fresh);
    return fresh;
  }

  function inLine(community: Watched, work: () => Promise<void>): Promise<void> {
    community.line = community.line.then(work).catch((error: unknown) => {
      house.log.error('live delivery failed', { error: String(error) });
    });
    return community.line;
  }

  async function deliver(communityId: string, community: Watched): Promise<void> {
    community.woken = false;
    for (;;) {
      const facts = await readAfter(house.read, communityId, community.heard, LONGEST_CATCH_UP);
      for (const fact of facts) {
        const frame = await house.frameOf(fact);
        community.heard = fact.seq;
        const text = frameText(fact, frame);
        for (const listener of community.listeners) hand(listener, text, frame);
        if (frame?.ends) leave(communityId, frame.ends);
      }
      if (facts.length < LONGEST_CATCH_UP) return;
    }
  }

  function leave(communityId: string, personId: string): void {
    for (const listener of communities.get(communityId)?.listeners ?? []) {
      if (listener.personId === personId) unwatch(listener, communityId);
    }
  }

  function unwatch(listener: Listener, communityId: string): void {
    const community = communities.get(communityId);
    community?.listeners.delete(listener);
    listener.watching.delete(communityId);
    if (community?.listeners.size === 0) communities.delete(communityId);
  }

  async function catchUp(
    listener: Listener,
    communityId: string,
    community: Watched,
    after: number | null,
  ): Promise<void> {
    if (community.heard < 0) community.heard = await newestSeq(house.read, communityId);
    const cursor = after ?? community.heard;
    if (cursor > community.heard || community.heard - cursor > LONGEST_CATCH_UP) {
      send(listener, JSON.stringify({ reload: { communityId } }));
    } else {
      const missed = await readAfter(house.read, communityId, cursor, community.heard - cursor);
      for (const fact of missed) {
        const frame = await house.frameOf(fact);
        hand(listener, frameText(fact, frame), frame);
      }
    }
    send(listener, JSON.stringify({ caughtUp: { communityId, seq: community.heard } }));
    if (listener.socket.readyState === listener.socket.OPEN) community.listeners.add(listener);
  }

  return {
    /** Says that a community has new facts; many calls in a row cost one reading. */
    wake(communityId: string): void {
      const community = communities.get(communityId);
      if (closed || !community || community.woken) return;
      community.woken = true;
      void inLine(community, () => deliver(communityId, community));
    },
    /** Resolves when all that was to be delivered to a community so far has been. */
    delivered: (communityId: string): Promise<void> =>
      communities.get(communityId)?.line ?? Promise.resolve(),
    /** Resolves once nothing is being delivered and nothing more will be. */
    async close(): Promise<void> {
      closed = true;
      await Promise.all([...communities.values()].map((community) => community.line));
    },
    /** Communities that somebody watches now. */
    watchedNow: () => [...communities.keys()],
    /** Starts a listener on a community after the cursor that it has; tells a stranger nothing but to reload. */
    async watch(listener: Listener, communityId: string, after: number | null): Promise<boolean> {
      if (!(await house.mayWatch(listener.personId, communityId))) {
        send(listener, JSON.stringify({ reload: { communityId } }));
        return false;
      }
      const community = watched(communityId);
      listener.watching.add(communityId);
      await inLine(community, () => catchUp(listener, communityId, community, after));
      return true;
    },
    unwatch,
    /** Sends a signal to those who watch the community and are in the audience; nothing is stored. */
    signal(
      communityId: string,
      signal: unknown,
      audience: ReadonlySet<string> | null,
      except?: Listener,
    ): void {
      const text = JSON.stringify({ signal });
      for (const listener of communities.get(communityId)?.listeners ?? []) {
        if (listener !== except && (!audience || audience.has(listener.personId))) send(listener, text);
      }
    },
    /** The people who watch a community now. */
    here: (communityId: string): Set<string> =>
      new Set([...(communities.get(communityId)?.listeners ?? [])].map((listener) => listener.personId)),
  };
}

export type Hub = ReturnType<typeof hub>;

/** Serialised once for all who may see it. A fact that says nothing to browsers still moves their cursor. */
function frameText(fact: Fact, frame: Frame | null): Buffer {
  const { communityId, seq, kind, at, actorId, conversationId } = fact;
  const shown = frame
    ? { communityId, seq, kind, at, actorId, conversationId, view: frame.view }
    : { communityId, seq };
  return Buffer.from(JSON.stringify({ fact: shown }));
}

function hand(listener: Listener, text: Buffer, frame: Frame | null): void {
  if (!frame) return;
  if (frame.audience && !frame.audience.has(listener.personId)) return;
  send(listener, text);
}

/** A reader that does not keep up is let go; it comes back by its cursor with nothing lost. */
export function send(listener: Listener, text: string | Buffer): void {
  const { socket } = listener;
  if (socket.bufferedAmount > SLOW_READER_BYTES) socket.terminate();
  else if (socket.readyState === socket.OPEN) socket.send(text, { binary: false });
}
