import type { Word } from './word.ts';

const GATHER_MS = 5;

export interface Gathering {
  say(word: Word): void;
  /** Resolves when all that was said has been sent. */
  sent(): Promise<void>;
}

/**
 * Sends the first word at once and what follows closely together: many commits of one community within a few
 * milliseconds are told of once. Nobody waits for it; what cannot be sent is lost.
 */
export function gather(send: (words: Word[]) => Promise<unknown>, gatherMs = GATHER_MS): Gathering {
  let waiting: Word[] = [];
  let woken = new Set<string>();
  let sending: Promise<void> | null = null;

  async function sendAll(): Promise<void> {
    while (waiting.length) {
      const words = waiting;
      [waiting, woken] = [[], new Set()];
      await Promise.all([
        send(words).catch(() => undefined),
        new Promise((soon) => setTimeout(soon, gatherMs)),
      ]);
    }
    sending = null;
  }

  return {
    say(word) {
      if (word.kind === 'woken') {
        if (woken.has(word.communityId)) return;
        woken.add(word.communityId);
      }
      waiting.push(word);
      sending ??= Promise.resolve().then(sendAll);
    },
    sent: async () => void (await sending),
  };
}
