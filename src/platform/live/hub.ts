import type { Db } from '../db/index.ts';
import { noBridge } from '../bridge/index.ts';
import type { OpenBridge } from '../bridge/index.ts';
import { newestSeq, newestSeqs, readAfter } from '../read-facts.ts';
import type { Fact } from '../facts.ts';
import { traceOf } from '../log.ts';
import type { Log } from '../log.ts';
import { LONGEST_CATCH_UP, missedSince } from './catch-up.ts';
import { comings } from './comings.ts';
import { mayHear, packedFact, reload } from './frame.ts';
import type { Frame } from './frame.ts';
import { packed, send } from './listener.ts';
import type { Listener } from './listener.ts';
import { neighbours } from './neighbours.ts';
import type { Typing } from './neighbours.ts';

/** Bounds the wait of the first of them. */
const MOST_TOGETHER = 50;
const FAULT = 1011;

export interface LiveHouse {
  read: Db;
  log: Log;
  /** The way to the other processes of the house; none unless said. */
  bridge?: OpenBridge;
  mayWatch(personId: string, communityId: string): Promise<boolean>;
  /** Told the time of each fact that has gone out. */
  delivered?(at: number): void;
  /** Null for facts that browsers need not hear of. */
  frameOf(fact: Fact): Promise<Frame | null>;
}

interface Watched {
  heard: number;
  listeners: Set<Listener>;
  /** How many are on their way to listen: the community stays known while there are any. */
  arriving: number;
  /** The end of this community's line of work: deliveries and arrivals take turns, so order holds. */
  line: Promise<unknown>;
  woken: boolean;
}

/** Brings the facts of each watched community to those who may see them, in order, each once. */
export function hub(house: LiveHouse) {
  const communities = new Map<string, Watched>();
  const moves = comings(tellWhoMoved);
  const others = neighbours(house.bridge ?? noBridge, {
    wake,
    wakeAll: () => [...communities.keys()].forEach(wake),
    isHere,
    moved: moves.moved,
    tell: (typing, audience) => signal(typing.communityId, typing, audience),
  });
  let closed = false;

  function watched(communityId: string): Watched {
    const known = communities.get(communityId);
    if (known) return known;
    const fresh = {
      heard: -1,
      listeners: new Set<Listener>(),
      arriving: 0,
      line: Promise.resolve(),
      woken: false,
    };
    communities.set(communityId, fresh);
    others.follow(communityId);
    return fresh;
  }

  function forgetUnwatched(communityId: string, community: Watched): void {
    if (community.listeners.size + community.arriving > 0) return;
    communities.delete(communityId);
    others.leave(communityId);
  }

  /** Many calls in a row cost one reading. */
  function wake(communityId: string): void {
    const community = communities.get(communityId);
    if (closed || !community || community.woken) return;
    community.woken = true;
    inLine(community, () => deliver(communityId, community)).catch((error: unknown) => {
      house.log.error('live delivery failed', traceOf(error));
    });
  }

  function inLine<T>(community: Watched, work: () => Promise<T>): Promise<T> {
    const done = community.line.then(work);
    community.line = done.catch(() => undefined);
    return done;
  }

  async function deliver(communityId: string, community: Watched): Promise<void> {
    community.woken = false;
    while (community.heard >= 0) {
      const facts = await readAfter(house.read, communityId, community.heard, LONGEST_CATCH_UP);
      const together: Buffer[] = [];
      for (const fact of facts) {
        const frame = await frameOf(fact);
        community.heard = fact.seq;
        if (frame === 'broken') {
          tellAll(community, together);
          letAllGo(community);
        } else if (frame) tell(communityId, community, together, fact, frame);
      }
      tellAll(community, together);
      for (const { at } of facts) house.delivered?.(at);
      if (facts.length < LONGEST_CATCH_UP) return;
    }
  }

  /** What is for everybody waits a little for what comes right behind it: writing costs more than what is written. */
  function tell(communityId: string, community: Watched, together: Buffer[], fact: Fact, frame: Frame): void {
    const message = packedFact(fact, frame);
    if (!frame.audience && !frame.ends) {
      together.push(message);
      if (together.length === MOST_TOGETHER) tellAll(community, together);
      return;
    }
    tellAll(community, together);
    for (const listener of community.listeners) if (mayHear(listener, frame)) send(listener, message);
    for (const listener of community.listeners) {
      if (listener.personId === frame.ends) unwatch(listener, communityId);
    }
  }

  function tellAll(community: Watched, together: Buffer[]): void {
    if (together.length === 0) return;
    const messages = Buffer.concat(together.splice(0));
    for (const listener of community.listeners) send(listener, messages);
  }

  async function frameOf(fact: Fact): Promise<Frame | null | 'broken'> {
    try {
      return await house.frameOf(fact);
    } catch (error) {
      house.log.error('a fact cannot be shown', { kind: fact.kind, seq: fact.seq, ...traceOf(error) });
      return 'broken';
    }
  }

  function unwatch(listener: Listener, communityId: string): void {
    const community = communities.get(communityId);
    listener.watching.delete(communityId);
    if (!community?.listeners.delete(listener)) return;
    forgetUnwatched(communityId, community);
    cameOrWent(communityId, listener.personId);
  }

  /** Asked before somebody is here with this process by one more wire, or after they are by one less. */
  function cameOrWent(communityId: string, personId: string): void {
    if (isHere(communityId, personId)) return;
    others.moved(communityId, personId);
    if (!others.has(communityId, personId)) moves.moved(communityId, personId);
  }

  function tellWhoMoved(communityId: string, moved: string[]): void {
    const there = here(communityId);
    for (const kind of ['here', 'left'] as const) {
      const people = moved.filter((personId) => there.has(personId) === (kind === 'here'));
      if (people.length) signal(communityId, { communityId, kind, people }, null);
    }
  }

  /** Starts to listen; false for who may not, or has gone meanwhile. */
  async function arrive(
    listener: Listener,
    communityId: string,
    community: Watched,
    after: number | null,
  ): Promise<boolean> {
    if (community.heard < 0) community.heard = await newestSeq(house.read, communityId);
    // Asked after `heard` is known: the fact that ends a membership later is still to be delivered, and ends this.
    if (!(await house.mayWatch(listener.personId, communityId))) return refuse(listener, communityId);
    if (after !== null && after > community.heard) await deliver(communityId, community);
    const { heard } = community;
    const since = after === null ? null : { listener, communityId, heard, after };
    const missed = since ? await missedSince(house.read, frameOf, since) : [];
    if (missed) for (const message of missed) send(listener, message);
    else send(listener, reload(communityId));
    send(listener, packed({ caughtUp: { communityId, seq: community.heard } }));
    if (closed || listener.socket.readyState !== listener.socket.OPEN) return false;
    cameOrWent(communityId, listener.personId);
    community.listeners.add(listener);
    listener.watching.add(communityId);
    send(listener, packed({ signal: { communityId, kind: 'here', people: [...here(communityId)] } }));
    return true;
  }

  function signal(
    communityId: string,
    said: unknown,
    audience: ReadonlySet<string> | null,
    except?: Listener,
  ): void {
    const message = packed({ signal: said });
    for (const listener of communities.get(communityId)?.listeners ?? []) {
      if (listener !== except && (!audience || audience.has(listener.personId))) send(listener, message);
    }
  }

  const listenersOf = (communityId: string) => [...(communities.get(communityId)?.listeners ?? [])];

  /** Whether somebody is here with this process. */
  function isHere(communityId: string, personId: string): boolean {
    return listenersOf(communityId).some((listener) => listener.personId === personId);
  }

  const here = (communityId: string): Set<string> =>
    new Set([...listenersOf(communityId).map((listener) => listener.personId), ...others.here(communityId)]);

  return {
    /** Says here and to the other processes that a community has new facts. */
    wake(communityId: string): void {
      wake(communityId);
      others.woken(communityId);
    },
    /** Wakes what has facts that nobody was told of: a wake-up may be lost, and not every writer says one. */
    async lookAfter(): Promise<void> {
      const newest = await newestSeqs(house.read, [...communities.keys()]);
      for (const [communityId, seq] of newest)
        if (seq > (communities.get(communityId)?.heard ?? seq)) wake(communityId);
    },
    /** Resolves when all that was to be delivered to a community so far has been. */
    delivered: async (communityId: string): Promise<void> => void (await communities.get(communityId)?.line),
    /** Resolves once nothing is being delivered and nothing more will be. */
    async close(): Promise<void> {
      closed = true;
      moves.stop();
      await Promise.all([...communities.values()].map((community) => community.line));
      await others.close();
    },
    /** Communities that somebody watches now. */
    watchedNow: () => [...communities.keys()],
    /**
     * Starts a listener on a community after the cursor that it has; tells a stranger nothing but to reload.
     * True when it listens from now on.
     */
    async watch(listener: Listener, communityId: string, after: number | null): Promise<boolean> {
      // A stranger is turned away outside the line, whose length would tell whether anything goes on here.
      if (closed) return false;
      if (!(await house.mayWatch(listener.personId, communityId))) return refuse(listener, communityId);
      const community = watched(communityId);
      community.arriving++;
      try {
        return await inLine(community, () => arrive(listener, communityId, community, after));
      } finally {
        community.arriving--;
        forgetUnwatched(communityId, community);
      }
    },
    unwatch,
    /** Tells those in the audience who watch the community, at whatever process, that somebody writes; nothing is stored. */
    typing(typing: Typing, audience: ReadonlySet<string> | null, except: Listener): void {
      signal(typing.communityId, typing, audience, except);
      others.typing(typing, audience);
    },
    /** The people who watch a community now. */
    here,
  };
}

export type Hub = ReturnType<typeof hub>;

function refuse(listener: Listener, communityId: string): false {
  send(listener, reload(communityId));
  return false;
}

/** They come back by their cursor, are told to reload, and are asked again who they are. */
function letAllGo(community: Watched): void {
  for (const { socket } of community.listeners) socket.close(FAULT);
}
