import { expect, test } from 'vitest';
import { parseScript, readScripts } from './scripts.ts';
import { ago, withDays } from './when.ts';

const NOON = new Date(2030, 4, 15, 12, 0).getTime();

const script = `kind room
title Shed
opened 9d 10:00 mia

2d 19:40 mia #key
Who has the key?

The second paragraph comes on {+1}.
~ 🔑 jonas

2d 19:40 jonas re #key
I do.

5m mia re jonas
Good.
`;

test('a script says who says what when, and to whom', () => {
  const { kind, head, lines } = parseScript(script, NOON);
  expect({ kind, head }).toEqual({
    kind: 'room',
    head: { kind: 'room', title: 'Shed', opened: '9d 10:00 mia' },
  });
  const [key, mine, last] = lines;
  expect(key).toMatchObject({ who: 'mia', after: ['🔑 jonas'], answers: null });
  expect(key!.body).toBe('Who has the key?\n\nThe second paragraph comes on Tuesday.');
  expect(mine!.answers).toBe(key);
  expect(mine!.at).toBeGreaterThan(key!.at);
  expect(last).toMatchObject({ at: NOON - 300_000, body: 'Good.' });
});

test('times and days are reckoned from now', () => {
  expect(new Date(ago('3d 07:15', NOON)).toString()).toContain('May 12 2030 07:15:00');
  expect(ago('2h', NOON)).toBe(NOON - 7_200_000);
  expect(() => ago('soon', NOON)).toThrow('"soon" is no time');
  expect(withDays('El {+3 es}', NOON)).toBe('El sábado');
});

test('what is wrong in a script is said', () => {
  expect(() => parseScript('kind room\n\n1d 10:00 mia re ana\nHello', NOON)).toThrow(
    'nobody has said ana yet',
  );
});

test.each([0, 3, 12, 20, 23])('all of Green Street has happened by %i o’clock, in order', async (hour) => {
  const now = new Date(2030, 2, 31, hour, 5).getTime();
  for (const { lines } of await readScripts(now)) {
    expect(lines.length).toBeGreaterThan(0);
    const times = lines.map(({ at }) => at);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(times.at(-1)).toBeLessThanOrEqual(now);
  }
});
