import type { Language } from '../language.ts';

const DAY = 86_400_000;

/** How one reader's language and time zone say a moment. */
export interface Clock {
  /** 16:02 */
  time(at: number): string;
  /** A key that is equal for moments of the same day, such as 2026-11-21. */
  day(at: number): string;
  /** today, yesterday, Saturday 21 November, or with the year when it is another. */
  dayName(at: number, now: number): string;
  /** today 7:40, yesterday 16:02, 12 March, or with the year when it is another. */
  moment(at: number, now: number): string;
  /** 5 minutes ago, in 3 days. */
  ago(at: number, now: number): string;
  /** The whole of it, for those who ask: Saturday, 21 November 2026 at 16:02. */
  full(at: number): string;
  /** Mia, Jonas and Lena. */
  list(words: string[]): string;
}

const clocks = new Map<string, Clock>();

/** The clock for a language and an IANA time zone; an unknown zone falls back to UTC. */
export function clockFor(language: Language, timeZone: string): Clock {
  const key = `${language} ${timeZone}`;
  const made = clocks.get(key) ?? makeClock(language, isZone(timeZone) ? timeZone : 'UTC');
  clocks.set(key, made);
  return made;
}

function makeClock(language: Language, timeZone: string): Clock {
  const tag = language === 'en' ? 'en-GB' : language;
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(tag, { timeZone, ...options });
  const time = format({ hour: 'numeric', minute: '2-digit', hour12: false });
  const day = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  const thisYear = format({ weekday: 'long', day: 'numeric', month: 'long' });
  const otherYear = format({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
  const date = format({ day: 'numeric', month: 'long' });
  const dateYear = format({ day: 'numeric', month: 'short', year: 'numeric' });
  const full = format({ dateStyle: 'full', timeStyle: 'short' });
  const relative = new Intl.RelativeTimeFormat(tag, { numeric: 'auto' });
  const list = new Intl.ListFormat(tag, { type: 'conjunction' });

  const daysAway = (at: number, now: number) =>
    Math.round((Date.parse(day.format(at)) - Date.parse(day.format(now))) / DAY);
  const sameYear = (at: number, now: number) => day.format(at).slice(0, 4) === day.format(now).slice(0, 4);
  const near = (at: number, now: number) => {
    const days = daysAway(at, now);
    return days === 0 || days === -1 ? relative.format(days, 'day') : null;
  };
  return {
    time: (at) => time.format(at),
    day: (at) => day.format(at),
    dayName: (at, now) =>
      near(at, now) ?? (sameYear(at, now) ? thisYear : otherYear).format(at).replace(',', ''),
    moment: (at, now) => {
      const close = near(at, now);
      if (close) return `${close} ${time.format(at)}`;
      return (sameYear(at, now) ? date : dateYear).format(at);
    },
    ago: (at, now) => relative.format(...inLargestUnit(at - now)),
    full: (at) => full.format(at),
    list: (words) => list.format(words),
  };
}

function inLargestUnit(difference: number): [number, Intl.RelativeTimeFormatUnit] {
  const minutes = difference / 60_000;
  const size = Math.abs(minutes);
  if (size < 60) return [Math.trunc(minutes), 'minute'];
  if (size < 60 * 24) return [Math.trunc(minutes / 60), 'hour'];
  if (size < 60 * 24 * 30) return [Math.trunc(minutes / 1440), 'day'];
  if (size < 60 * 24 * 365) return [Math.trunc(minutes / 43_200), 'month'];
  return [Math.trunc(minutes / 525_600), 'year'];
}

function isZone(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return true;
  } catch {
    return false;
  }
}
