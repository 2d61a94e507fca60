import { asKithError } from '../errors.ts';
import type { MessageView } from '../views.ts';
import { backOff } from './back-off.ts';
import { dropLetter, keepLetter, readLetters, type Letter, type LetterBox } from './letters.ts';

/** A letter as its writer sees it. `failed` waits for a decision; `waiting` goes out by itself, and so does `slowed`, which a limit holds back. */
export interface Posted {
  letter: Letter;
  state: 'sending' | 'slowed' | 'waiting' | 'failed';
  /** Why it failed. */
  error: unknown;
}

export interface OutboxHouse {
  box: LetterBox;
  personId: string;
  send(letter: Letter): Promise<MessageView>;
  /** Told whenever what waits has changed. */
  onchange(posted: Posted[]): void;
  /** The server has it: this is how it looks there. */
  onsent(letter: Letter, message: MessageView): void;
  random?: () => number;
  setTimer?: (work: () => void, ms: number) => unknown;
}

/** Sends messages in the order written, each until the server has it, and never as two. */
export function createOutbox(house: OutboxHouse) {
  const {
    box,
    random = Math.random,
    setTimer = setTimeout as (work: () => void, ms: number) => unknown,
  } = house;
  let posted: Posted[] = readLetters(box, house.personId).map(waiting);
  let busy = false;
  let tries = 0;

  const tell = () => house.onchange(posted);

  function mark(id: string, state: Posted['state'], error: unknown = null): void {
    posted = posted.map((one) => (one.letter.id === id ? { ...one, state, error } : one));
    tell();
  }

  function take(id: string): void {
    dropLetter(box, id);
    posted = posted.filter((one) => one.letter.id !== id);
    tell();
  }

  /** One after another, so that they arrive in the order written. */
  async function work(): Promise<void> {
    if (busy) return;
    busy = true;
    let next = posted.find((one) => one.state !== 'failed');
    while (next && (await deliver(next.letter))) next = posted.find((one) => one.state !== 'failed');
    busy = false;
  }

  /** False where it is better to wait before the next. */
  async function deliver(letter: Letter): Promise<boolean> {
    mark(letter.id, 'sending');
    try {
      const message = await house.send(letter);
      tries = 0;
      take(letter.id);
      house.onsent(letter, message);
      return true;
    } catch (error) {
      const refusal = asKithError(error);
      const slowed = refusal?.kind === 'too-many';
      const later = refusal?.kind === 'unavailable' || slowed;
      mark(letter.id, slowed ? 'slowed' : later ? 'waiting' : 'failed', error);
      if (later) setTimer(() => void work(), (refusal.retryAfter ?? 0) * 1000 || backOff(tries++, random()));
      return !later;
    }
  }

  return {
    get posted() {
      return posted;
    },
    /** Takes a message: it is shown and kept at once, and sent as soon as can be. */
    post(letter: Letter): void {
      if (posted.some((one) => one.letter.id === letter.id)) return;
      keepLetter(box, letter);
      posted = [...posted, { letter, state: 'sending', error: null }];
      tell();
      void work();
    },
    retry(id: string): void {
      mark(id, 'waiting');
      void work();
    },
    /** Gives a message up. Returns it, so that its words can go back to where they were written. */
    discard(id: string): Letter | undefined {
      const found = posted.find((one) => one.letter.id === id)?.letter;
      take(id);
      return found;
    },
    /** Sends what waits from before a reload, or since the network went away. */
    resume: () => void work(),
  };
}

const waiting = (letter: Letter): Posted => ({ letter, state: 'waiting', error: null });

export type Outbox = ReturnType<typeof createOutbox>;
