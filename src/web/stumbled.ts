import * as m from '#web/words/messages.js';
import { isAway } from './errors.ts';
import { sayReason, sayWait } from './reasons.ts';

type Told = Omit<App.Error, 'status'>;

/** What a page says instead of itself: what happened, and what is safe. */
export function stumbled(status: number, error: Told | null): { title: string; text: string } {
  if (status === 404) return { title: m.error_title_missing(), text: m.error_text_missing() };
  if (status === 429) return { title: m.error_title_many(), text: sayWait(error?.retryAfter ?? 60) };
  if (status < 500) return { title: m.error_title_refused(), text: refusal(status, error) };
  if (error?.reason === 'offline') return { title: m.error_title_offline(), text: m.error_text_offline() };
  if (isAway(error?.reason)) return { title: m.error_title_away(), text: m.error_text_away() };
  return { title: m.error_title_broken(), text: m.error_text_broken() };
}

function refusal(status: number, error: Told | null): string {
  const kind = status === 403 ? 'forbidden' : 'invalid';
  return sayReason({ kind, reason: error?.reason ?? kind, message: error?.message ?? '' });
}
