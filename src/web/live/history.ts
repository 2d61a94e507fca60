import type { HeardFact } from './protocol.ts';

const MOST = 1000;

/** Before the server has said where a community stands, to who asked to hear it from now on. */
export const FROM_NOW = -1;

/** What a browser has heard of one community: all facts after `from`, in order, and who is here. */
export interface Heard {
  from: number;
  seq: number;
  facts: HeardFact[];
  here: ReadonlySet<string>;
}

export const heardNothing = (after: number): Heard => ({
  from: after,
  seq: after,
  facts: [],
  here: new Set(),
});

/** One fact more; one that was heard before changes nothing. */
export function hear(heard: Heard, fact: HeardFact): Heard {
  if (fact.seq <= heard.seq) return heard;
  const facts = [...heard.facts, fact];
  const over = facts.length - MOST;
  const from = over > 0 ? facts[over - 1]!.seq : heard.from;
  return { ...heard, from, seq: fact.seq, facts: over > 0 ? facts.slice(over) : facts };
}

/** Facts that a page needs which shows the state after `after`, or null where they are no longer at hand. */
export const since = (heard: Heard, after: number): HeardFact[] | null =>
  after < heard.from ? null : heard.facts.filter((fact) => fact.seq > after);
