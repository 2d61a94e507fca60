/** What the server sends over `/live`. A fact carries the present view of what it tells of; without one it only counts. */
export interface HeardFact {
  communityId: string;
  seq: number;
  kind?: string;
  at?: number;
  actorId?: string | null;
  conversationId?: string | null;
  view?: unknown;
}

export type Signal =
  | { communityId: string; kind: 'typing'; conversationId: string; personId: string }
  | { communityId: string; kind: 'here' | 'left'; people: string[] };

export type ServerFrame =
  | { fact: HeardFact }
  | { caughtUp: { communityId: string; seq: number } }
  | { reload: { communityId: string } }
  | { signal: Signal };

/** What the browser sends: the whole of what it watches, or that somebody is writing. */
export type BrowserFrame =
  | { watch: { communityId: string; after: number | null }[] }
  | { signal: { communityId: string; conversationId: string; kind: 'typing' } };

/** A frame of this protocol, or null for what a newer server may say. */
export function readFrame(text: string): ServerFrame | null {
  try {
    const frame = JSON.parse(text) as ServerFrame;
    return KNOWN.some((name) => name in frame) ? frame : null;
  } catch {
    return null;
  }
}

const KNOWN = ['fact', 'caughtUp', 'reload', 'signal'];
