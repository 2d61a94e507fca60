import * as m from '#web/words/messages.js';
import { inSentence } from '../ui/in-sentence.ts';
import { calledName } from '../ui/people.ts';
import type { Viewing } from '../ui/viewing.ts';
import type { PersonCard } from '../views.ts';

/** Since when somebody is a member, and by whom they came. */
export function joined({ clock, now }: Viewing, at: number, by: PersonCard | null = null): string {
  const when = inSentence(clock, at, now);
  return by ? m.home_joined_by({ when, name: calledName(by) }) : m.home_joined({ when });
}
