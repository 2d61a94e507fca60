import type { OpenBridge, Word } from '../bridge/index.ts';
import { newId } from '../ids.ts';
import { comings } from './comings.ts';
import { elsewhere } from './elsewhere.ts';
import { inParts, ownPresence } from './presence.ts';

const ALIVE_MS = 2000;

export interface Typing {
  communityId: string;
  conversationId: string;
  kind: 'typing';
  personId: string;
}

/** The side of this process. */
export interface Inside {
  wake(communityId: string): void;
  /** Wakes all that is watched here. */
  wakeAll(): void;
  isHere(communityId: string, personId: string): boolean;
  /** Somebody has come or gone elsewhere. */
  moved(communityId: string, personId: string): void;
  tell(typing: Typing, audience: ReadonlySet<string> | null): void;
}

/** The other processes of the house: what happens, who is here and who writes crosses to them and comes from them. */
export function neighbours(open: OpenBridge, inside: Inside, clock: () => number = () => performance.now()) {
  const me = newId();
  const own = ownPresence();
  const others = elsewhere();
  const moves = comings((communityId, people) =>
    sayAll(own.changed(communityId, people, (one) => inside.isHere(communityId, one))),
  );
  const bridge = open({ me, heard, stands });
  const beat = setInterval(() => {
    if (!own.isAlone()) bridge.say({ kind: 'alive' });
    learn(others.passTime(clock()));
  }, ALIVE_MS).unref();

  const sayAll = (words: Word[]) => words.forEach((word) => bridge.say(word));

  /** Who is here with this process as well has neither come nor gone. */
  function learn(moved: [string, string[]][]): void {
    for (const [communityId, people] of moved)
      for (const one of people) if (!inside.isHere(communityId, one)) inside.moved(communityId, one);
  }

  function heard(from: string, word: Word): void {
    if (word.kind === 'woken') return inside.wake(word.communityId);
    if (word.kind === 'typing') return passOn(word);
    const { moved, ask } = others.hear(from, word, clock());
    learn(moved);
    sayAll([...ask, ...own.answerTo(word, me)]);
  }

  function passOn({ to, ...typing }: Extract<Word, { kind: 'typing' }>): void {
    inside.tell(typing, to && new Set(to));
  }

  /** Words may have been lost, in both directions. */
  function stands(): void {
    learn(others.forget());
    sayAll(own.anew());
    inside.wakeAll();
  }

  return {
    has: others.has,
    here: others.here,
    woken: (communityId: string) => bridge.say({ kind: 'woken', communityId }),
    /** Somebody may have come to or gone from this process. */
    moved: moves.moved,
    follow(communityId: string): void {
      others.follow(communityId);
      bridge.follow(communityId);
      // Who came back within the moment of gathering is still told of, perhaps to those who have just begun to listen.
      sayAll([{ kind: 'who', communityId, of: null }, ...own.told(communityId)]);
    },
    leave(communityId: string): void {
      others.leave(communityId);
      bridge.leave(communityId);
    },
    /** What is for few carries for whom, in as many words as that takes. */
    typing(typing: Typing, audience: ReadonlySet<string> | null): void {
      if (!audience) return bridge.say({ ...typing, to: null });
      for (const to of inParts([...audience])) bridge.say({ ...typing, to });
    },
    async close(): Promise<void> {
      clearInterval(beat);
      moves.stop();
      bridge.say({ kind: 'gone' });
      await bridge.close();
    },
  };
}
