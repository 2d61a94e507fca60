import * as m from '#web/words/messages.js';
import type { Clock } from './clock.ts';

/** A day, or what is said of it, as it stands after “since”, “until” or “joined”: Spanish wants an article before a date. */
export const inSentence = (clock: Clock, at: number, now: number, day = clock.dayName(at, now)): string =>
  clock.isNear(at, now) ? day : m.time_on_day({ day });
