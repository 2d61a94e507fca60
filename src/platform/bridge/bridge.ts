import type { Word } from './word.ts';

/** The way from this process to the others of the house. Words may be lost on it, so nothing may depend on one. */
export interface Bridge {
  /** Tells the others, soon and without anybody waiting. */
  say(word: Word): void;
  /** What is told of this community is of interest from now on, or no more. */
  follow(communityId: string): void;
  leave(communityId: string): void;
  /** Says what is left to be said, then no more. */
  close(): Promise<void>;
}

export interface Hearing {
  /** The id of this process. */
  me: string;
  heard(from: string, word: Word): void;
  /** The bridge stands, for the first time or again: what was said meanwhile is lost. */
  stands(): void;
}

export type OpenBridge = (hearing: Hearing) => Bridge;

/** For a house of one process: there is nobody to tell. */
export const noBridge: OpenBridge = () => ({
  say: () => undefined,
  follow: () => undefined,
  leave: () => undefined,
  close: () => Promise.resolve(),
});
