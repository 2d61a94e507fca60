import type { Language } from '../language.ts';
import { remember } from './remember.ts';

const DAY = 86_400_000;

/** How one reader's language and time zone say a moment. */
export interface Clock {
  /** 16:02 */
  time(at: number): string;
  /** A key that is equal for moments of the same day, such as 2026-11-21. */
  day(at: number): string;
  /** today, yesterday, Saturday 21 November, or with the year when it is another. */
  dayName(at: number, now: number): string;
  /** Whether the day has a word of its own, as today has. */
  isNear(at: number, now: number): boolean;
  /** today 7:40, yesterday 16:02, 12 March, or with the year when it is another. */
  moment(at: number, now: number): string;
  /** 5 minutes ago, in 3 days. */
  ago(at: number, now: number): string;
  /** The whole of it, for those who ask: Saturday, 21 November 2026 at 16:02. */
  full(at: number): string;
  /** Mia, Jonas and Lena. */
  list(words: string[]): string;
}

const MINUTE = 60_000;
/** Zones differ by quarters of an hour, so within one it is the same day everywhere. */
const QUARTER = 15 * MINUTE;
const MOST = 5000;

/** The clock for a language and an IANA time zone; an unknown zone falls back to UTC. */
export function clockFor(language: Language, timeZone: string): Clock {
  return clockOf(`${language} ${timeZone}`);
}

const clockOf = remember(500, (key: string) => {
  const [language, timeZone] = key.split(' ') as [Language, string];
  return makeClock(language === 'en' ? 'en-GB' : language, isZone(timeZone) ? timeZone : 'UTC');
});

/** What is said of a moment costs more than all else on a page, and pages speak of the same moments again and again. */
function makeClock(tag: string, timeZone: string): Clock {
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(tag, { timeZone, ...options });
  const saying = (step: number, formatter: Intl.DateTimeFormat) => {
    const said = remember(MOST, (count: number) => formatter.format(count * step));
    return (at: number) => said(Math.floor(at / step));
  };
  const time = saying(MINUTE, format({ hour: 'numeric', minute: '2-digit', hour12: false }));
  const day = saying(
    QUARTER,
    new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }),
  );
  const thisYear = saying(QUARTER, format({ weekday: 'long', day: 'numeric', month: 'long' }));
  const otherYear = saying(
    QUARTER,
    format({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }),
  );
  const date = saying(QUARTER, format({ day: 'numeric', month: 'long' }));
  const dateYear = saying(QUARTER, format({ day: 'numeric', month: 'short', year: 'numeric' }));
  const full = saying(MINUTE, format({ dateStyle: 'full', timeStyle: 'short' }));
  const relative = new Intl.RelativeTimeFormat(tag, { numeric: 'auto' });
  const list = new Intl.ListFormat(tag, { type: 'conjunction' });
  const [today, yesterday] = [relative.format(0, 'day'), relative.format(-1, 'day')];

  const near = (at: number, now: number) => {
    if (Math.abs(now - at) > 2 * DAY) return null;
    const days = Math.round((Date.parse(day(at)) - Date.parse(day(now))) / DAY);
    return days === 0 ? today : days === -1 ? yesterday : null;
  };
  const sameYear = (at: number, now: number) => day(at).slice(0, 4) === day(now).slice(0, 4);
  return {
    time,
    day,
    dayName: (at, now) => near(at, now) ?? (sameYear(at, now) ? thisYear : otherYear)(at).replace(',', ''),
    isNear: (at, now) => near(at, now) !== null,
    moment: (at, now) => {
      const close = near(at, now);
      return close ? `${close} ${time(at)}` : (sameYear(at, now) ? date : dateYear)(at);
    },
    ago: (at, now) => relative.format(...inLargestUnit(at - now)),
    full,
    list: (words) => (words.length === 1 ? words[0]! : list.format(words)),
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
