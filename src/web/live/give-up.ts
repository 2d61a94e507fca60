import { giveBack } from '../ui/draft.ts';
import type { Outbox } from './outbox.ts';

/** Gives an unsent message up; its words and files go back to where one writes. Whether there were any. */
export function giveUp(outbox: Outbox | null, id: string): boolean {
  const letter = outbox?.discard(id);
  if (!letter?.body && !letter?.files?.length) return false;
  giveBack(letter.conversationId, letter.body, letter.files);
  return true;
}
