import * as m from '#web/words/messages.js';
import type { How, WrongInput } from '../platform/errors.ts';

/** What is wrong with what was written, and what would be right, in the reader’s words. */
export function sayWrong({ how, limit = 0 }: WrongInput): string {
  return (sentences[how] ?? m.wrong_form)({ limit });
}

type Sentence = (told: { limit: number }) => string;

/** A page that was opened before an update may be told of a way that it does not know. */
const sentences: Record<How, Sentence> & Partial<Record<string, Sentence>> = {
  missing: m.wrong_missing,
  empty: m.wrong_empty,
  type: m.wrong_form,
  'too-short': m.wrong_too_short,
  'too-long': m.wrong_too_long,
  'too-few': m.wrong_too_few,
  'too-many': m.wrong_too_many,
  'too-small': m.wrong_too_small,
  'too-large': m.wrong_too_large,
  'not-whole': m.wrong_not_whole,
  choice: m.wrong_choice,
  form: m.wrong_form,
};
