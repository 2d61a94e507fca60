import type { Fact } from '../facts.ts';
import { packed } from './listener.ts';
import type { Listener } from './listener.ts';

/** What the browser gets for a fact, who may get it (null: every member), and whose membership it ends. */
export interface Frame {
  view: unknown;
  audience: ReadonlySet<string> | null;
  ends?: string;
}

/** A fact and its view as they go over the wire. */
export function packedFact(fact: Fact, { view }: Frame): Buffer {
  const { communityId, seq, kind, at, actorId, conversationId } = fact;
  return packed({ fact: { communityId, seq, kind, at, actorId, conversationId, view } });
}

export const mayHear = ({ personId }: Listener, { audience }: Frame) => !audience || audience.has(personId);

/** Says to fetch anew what is shown. */
export const reload = (communityId: string) => packed({ reload: { communityId } });
