import { countOf } from './field.ts';

const EARLIEST = Date.UTC(1990, 0, 1);
const LATEST = Date.UTC(2100, 0, 1);
const WITH_ZONE = /(?:z|[+-]\d\d:?\d\d|utc|gmt)$/i;

/** UTC milliseconds of a time in seconds since 1970, as number or text; null where it cannot be true. */
export function instantOfSeconds(value: unknown): number | null {
  const seconds = countOf(typeof value === 'number' ? value * 1000 : secondsOfText(value));
  return seconds === null ? null : plausible(seconds);
}

function secondsOfText(value: unknown): number | null {
  return typeof value === 'string' && value.trim() ? Number(value) * 1000 : null;
}

/** UTC milliseconds of a written time. One without a zone is taken as UTC, so that it is the same on every machine. */
export function instantOfText(value: unknown): number | null {
  if (typeof value !== 'string' || !value.trim()) return null;
  const text = value.trim();
  const parsed = WITH_ZONE.test(text) ? Date.parse(text) : Date.parse(`${text}Z`);
  return plausible(Number.isNaN(parsed) ? Date.parse(`${text} UTC`) : parsed);
}

function plausible(at: number): number | null {
  return at >= EARLIEST && at < LATEST ? at : null;
}
