import { expect, test } from 'vitest';
import { clockFor } from './clock.ts';
import { sampleMessage, samplePerson } from './message-sample.ts';
import { inRuns } from './runs.ts';

const { day } = clockFor('en', 'UTC');
const at = (number: number, minutes: number, more = {}) =>
  sampleMessage(number, { createdAt: Date.UTC(2026, 10, 21, 23, minutes), ...more });

test('one person’s messages run on until a pause, another person or a reply', () => {
  const turns = inRuns(
    [
      at(1, 0),
      at(2, 3),
      at(3, 20),
      at(4, 21, { author: samplePerson('Jonas') }),
      at(5, 22, { author: samplePerson('Jonas'), parent: { number: 1, author: null, excerpt: '' } }),
    ],
    day,
    null,
  );
  expect(turns.map((turn) => turn.continues)).toEqual([false, true, false, false, false]);
});

test('a long run says again who is speaking', () => {
  const turns = inRuns(
    [0, 6, 12, 18, 24].map((minute, index) => at(index + 1, minute)),
    day,
    null,
  );
  expect(turns.map((turn) => turn.continues)).toEqual([false, true, true, true, false]);
});

test('each day is named once', () => {
  expect(inRuns([at(1, 10), at(2, 70), at(3, 71)], day, null).map((turn) => turn.newDay)).toEqual([
    true,
    true,
    false,
  ]);
});

test('the line stands over the first message that I have not read', () => {
  const marks = (read: number | null) =>
    inRuns([at(4, 1), at(5, 2), at(6, 3)], day, read).map((turn) => turn.firstNew);
  expect(marks(4)).toEqual([false, true, false]);
  expect(marks(3)).toEqual([true, false, false]);
  expect(marks(6)).toEqual([false, false, false]);
  expect(marks(null)).toEqual([false, false, false]);
});

test('one who has never read anything gets no line over the very first message', () => {
  expect(inRuns([at(1, 1)], day, 0)[0]!.firstNew).toBe(false);
});

test('while the first unread one has not been fetched, there is no line', () => {
  expect(inRuns([at(9, 1), at(10, 2)], day, 4).some((turn) => turn.firstNew)).toBe(false);
});

test('a run stops at the line', () => {
  expect(inRuns([at(1, 1), at(2, 2)], day, 1)[1]).toMatchObject({ firstNew: true, continues: false });
});
