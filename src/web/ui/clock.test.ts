import { expect, onTestFinished, test } from 'vitest';
import { overwriteGetLocale } from '#web/words/runtime.js';
import { clockFor } from './clock.ts';
import { inSentence } from './in-sentence.ts';

const now = Date.UTC(2026, 10, 23, 8, 0);
const english = clockFor('en', 'Europe/Madrid');
const spanish = clockFor('es', 'Europe/Madrid');

test('times are in the reader’s zone', () => {
  expect(english.time(Date.UTC(2026, 10, 23, 6, 40))).toBe('7:40');
  expect(clockFor('en', 'America/Lima').time(Date.UTC(2026, 10, 23, 6, 40))).toBe('1:40');
});

test('near days have words, far days have dates', () => {
  expect(english.dayName(now, now)).toBe('today');
  expect(spanish.dayName(now - 86_400_000, now)).toBe('ayer');
  expect(english.dayName(Date.UTC(2026, 10, 21, 9), now)).toBe('Saturday 21 November');
  expect(english.dayName(Date.UTC(2025, 2, 12, 9), now)).toBe('Wednesday 12 March 2025');
});

test('the day turns at midnight of the reader', () => {
  expect(english.day(Date.UTC(2026, 10, 22, 23, 30))).toBe('2026-11-23');
  expect(clockFor('en', 'UTC').day(Date.UTC(2026, 10, 22, 23, 30))).toBe('2026-11-22');
});

test('a moment says as much as is needed', () => {
  expect(english.moment(Date.UTC(2026, 10, 23, 6, 40), now)).toBe('today 7:40');
  expect(english.moment(Date.UTC(2026, 2, 12, 9), now)).toBe('12 March');
  expect(english.moment(Date.UTC(2006, 2, 12, 9), now)).toBe('12 Mar 2006');
});

test('a zone that nobody knows is UTC', () => {
  expect(clockFor('en', 'Nowhere/Land').time(Date.UTC(2026, 0, 1, 12, 5))).toBe('12:05');
});

test('in a Spanish sentence a date wants its article, and a word does not', () => {
  const saturday = Date.UTC(2026, 10, 21, 9);
  expect(inSentence(english, saturday, now)).toBe('Saturday 21 November');
  overwriteGetLocale(() => 'es');
  onTestFinished(() => overwriteGetLocale(() => 'en'));
  expect(inSentence(spanish, saturday, now)).toBe('el sábado 21 de noviembre');
  expect(inSentence(spanish, now, now)).toBe('hoy');
});
