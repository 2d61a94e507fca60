import type { Written } from '../ui/Composer.svelte';
import type { DraftFile } from '../ui/draft.ts';
import { newId } from './id.ts';

/** A message on its way: kept in this browser until the server has it. */
export interface Letter {
  /** The message's own id, so that sending it again is sending the same. */
  id: string;
  /** Whose it is: another person on this browser neither sees nor sends it. */
  personId: string;
  communityId: string;
  conversationId: string;
  body: string;
  parentNumber: number | null;
  attachments: string[];
  /** What the attachments are called, for when they are given back. */
  files?: DraftFile[];
  writtenAt: number;
}

/** What was written, as a letter on its way. */
export function letterOf(
  { body, parentNumber, files }: Written,
  about: Pick<Letter, 'personId' | 'communityId' | 'conversationId'>,
): Letter {
  const attachments = files.map(({ id }) => id);
  return { ...about, id: newId(), writtenAt: Date.now(), body, parentNumber, attachments, files };
}

/** Where letters wait, such as localStorage. */
export type LetterBox = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

const PREFIX = 'kith:letter:';

/** The letters of one person, oldest first. What cannot be read is not touched. */
export function readLetters(box: LetterBox, personId: string): Letter[] {
  return keysOf(box)
    .map((key) => readLetter(box, key))
    .filter((letter) => letter?.personId === personId)
    .map((letter) => letter!)
    .sort((a, b) => a.writtenAt - b.writtenAt);
}

/** Keeps a letter. Where the browser keeps nothing it is still sent, but would not outlive a reload. */
export function keepLetter(box: LetterBox, letter: Letter): void {
  attempt(() => box.setItem(PREFIX + letter.id, JSON.stringify(letter)));
}

export function dropLetter(box: LetterBox, id: string): void {
  attempt(() => box.removeItem(PREFIX + id));
}

/** Forgets all letters of this browser, when its person signs out. */
export function forgetLetters(box: LetterBox): void {
  for (const key of keysOf(box)) attempt(() => box.removeItem(key));
}

function keysOf(box: LetterBox): string[] {
  const keys = attempt(() => Array.from({ length: box.length }, (_, index) => box.key(index) ?? '')) ?? [];
  return keys.filter((key) => key.startsWith(PREFIX));
}

function readLetter(box: LetterBox, key: string): Letter | null {
  return attempt(() => JSON.parse(box.getItem(key) ?? 'null') as Letter | null);
}

function attempt<T>(use: () => T): T | null {
  try {
    return use();
  } catch {
    return null;
  }
}
