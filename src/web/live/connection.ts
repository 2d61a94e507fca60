import { afterGoodbye, backOff } from './back-off.ts';
import { FROM_NOW, hear, heardNothing, since, type Heard } from './history.ts';
import { readFrame, type BrowserFrame, type HeardFact, type ServerFrame, type Signal } from './protocol.ts';

/** What a page hears of a community. `reload`: it has missed too much and should fetch its state anew. */
export interface Follower {
  onfact?(fact: HeardFact): void;
  onsignal?(signal: Signal): void;
  onhere?(people: ReadonlySet<string>): void;
  onreload?(): void;
}

/** The part of a WebSocket that is used; tests bring their own. */
export interface Wire {
  readyState: number;
  send(text: string): void;
  close(): void;
  onopen: (() => void) | null;
  onmessage: ((event: { data: string }) => void) | null;
  onclose: ((event?: { code: number }) => void) | null;
}

export interface ConnectionHouse {
  open(): Wire;
  /** Told when the connection stands or is lost. */
  onchange?(open: boolean): void;
  /** Told when the server does not take this browser, or lets it go as its session has ended. It is tried again all the same. */
  onturnedaway?(): void;
  random?: () => number;
  setTimer?: (work: () => void, ms: number) => unknown;
  clearTimer?: (timer: unknown) => void;
}

const OPEN = 1;
const GOING_AWAY = 1001;
const SIGNED_OUT = 4401;
const STEADY_MS = 5000;

/** The one connection of this browser to what is live: it comes back by itself, and nothing is lost or heard twice. */
export function createConnection(house: ConnectionHouse) {
  const {
    random = Math.random,
    setTimer = setTimeout as (work: () => void, ms: number) => unknown,
    clearTimer = clearTimeout as (timer: unknown) => void,
  } = house;
  /** With each follower the fact that it knows the state after. */
  const communities = new Map<string, { heard: Heard; followers: Map<Follower, number> }>();
  let wire: Wire | null = null;
  let retry: unknown = null;
  let steady: unknown = null;
  let tries = 0;

  function connect(): void {
    clearTimer(retry);
    retry = null;
    if (wire || communities.size === 0) return;
    const opened = house.open();
    wire = opened;
    let taken = false;
    opened.onopen = () => {
      taken = true;
      steady = setTimer(() => (tries = 0), STEADY_MS);
      house.onchange?.(true);
      forgetWhoWasHere();
      sayWhatIWatch();
    };
    opened.onmessage = ({ data }) => take(readFrame(data));
    opened.onclose = (event) => {
      if (wire !== opened) return;
      lost(event?.code === GOING_AWAY);
      if (!taken || event?.code === SIGNED_OUT) house.onturnedaway?.();
    };
  }

  function lost(saidGoodbye: boolean): void {
    wire = null;
    clearTimer(steady);
    house.onchange?.(false);
    if (communities.size === 0) return;
    retry = setTimer(connect, saidGoodbye ? afterGoodbye(random()) : backOff(tries++, random()));
  }

  /** The server tells anew who is here. */
  function forgetWhoWasHere(): void {
    for (const community of communities.values()) community.heard = { ...community.heard, here: new Set() };
  }

  const say = (frame: BrowserFrame) => {
    if (wire?.readyState === OPEN) wire.send(JSON.stringify(frame));
  };

  function sayWhatIWatch(): void {
    const watch = [...communities].map(([communityId, { heard }]) => {
      return { communityId, after: heard.seq === FROM_NOW ? null : heard.seq };
    });
    say({ watch });
  }

  function take(frame: ServerFrame | null): void {
    if (!frame) return;
    if ('fact' in frame) takeFact(frame.fact);
    else if ('signal' in frame) takeSignal(frame.signal);
    else if ('reload' in frame) toEach(frame.reload.communityId, (follower) => follower.onreload?.());
    else if ('caughtUp' in frame) catchUp(frame.caughtUp.communityId, frame.caughtUp.seq);
  }

  function takeFact(fact: HeardFact): void {
    const community = communities.get(fact.communityId);
    if (!community || fact.seq <= community.heard.seq) return;
    community.heard = hear(community.heard, fact);
    toEach(fact.communityId, (follower) => follower.onfact?.(fact));
  }

  /** After too long away the facts between are not sent; those who follow were told to reload. */
  function catchUp(communityId: string, seq: number): void {
    const community = communities.get(communityId);
    if (!community || seq <= community.heard.seq) return;
    const began = community.heard.seq === FROM_NOW;
    community.heard = { ...heardNothing(seq), here: community.heard.here };
    if (!began) return;
    for (const [follower, after] of community.followers)
      if (after !== FROM_NOW && after < seq) follower.onreload?.();
  }

  function takeSignal(signal: Signal): void {
    const community = communities.get(signal.communityId);
    if (!community) return;
    if (signal.kind === 'typing')
      return toEach(signal.communityId, (follower) => follower.onsignal?.(signal));
    const here = new Set(community.heard.here);
    for (const personId of signal.people) {
      if (signal.kind === 'here') here.add(personId);
      else here.delete(personId);
    }
    community.heard = { ...community.heard, here };
    toEach(signal.communityId, (follower) => follower.onhere?.(here));
  }

  function toEach(communityId: string, tell: (follower: Follower) => void): void {
    for (const follower of communities.get(communityId)?.followers.keys() ?? []) tell(follower);
  }

  return {
    /** Hears a community from the fact after `after`, the newest that the page shows, or `FROM_NOW`. Returns how to stop. */
    follow(communityId: string, after: number, follower: Follower): () => void {
      const known = communities.get(communityId);
      if (known) {
        const missed = after === FROM_NOW || known.heard.seq === FROM_NOW ? [] : since(known.heard, after);
        known.followers.set(follower, after);
        if (missed) missed.forEach((fact) => follower.onfact?.(fact));
        else follower.onreload?.();
        follower.onhere?.(known.heard.here);
      } else {
        communities.set(communityId, { heard: heardNothing(after), followers: new Map([[follower, after]]) });
        if (wire) sayWhatIWatch();
        else connect();
      }
      // The community is heard on, so that the next page of it has missed nothing.
      return () => void communities.get(communityId)?.followers.delete(follower);
    },
    typing: (communityId: string, conversationId: string) =>
      say({ signal: { communityId, conversationId, kind: 'typing' } }),
    /** Tries at once: the network is back, or the page is looked at again after a while. */
    refresh(): void {
      const stale = wire;
      wire = null;
      tries = 0;
      stale?.close();
      connect();
    },
    close(): void {
      communities.clear();
      clearTimer(retry);
      clearTimer(steady);
      const last = wire;
      wire = null;
      last?.close();
    },
  };
}

export type Connection = ReturnType<typeof createConnection>;
