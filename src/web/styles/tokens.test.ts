import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { contrast, fromHex, fromOklch } from './contrast.ts';

const css = readFileSync(new URL('tokens.css', import.meta.url), 'utf8');
const hues = Array.from({ length: 360 }, (_, hue) => hue);
type Scheme = 'light' | 'dark';

/** Text on grounds that it is set on, by token. */
const text: [string, string[]][] = [
  ['--ink', ['--paper', '--surface', '--raised', '--sunken', '--accent-soft', '--danger-soft']],
  ['--muted', ['--paper', '--surface', '--raised', '--sunken', '--accent-soft']],
  ['--accent', ['--paper', '--surface', '--raised', '--sunken', '--accent-soft', '--danger-soft']],
  ['--accent-strong', ['--accent-soft']],
  ['--on-accent', ['--accent', '--accent-strong']],
  ['--danger', ['--paper', '--surface', '--raised', '--danger-soft']],
  ['--on-face', ['--face']],
];

test.each(['light', 'dark'] as const)(
  'text has a contrast of 4.5 on every ground, for every hue: %s',
  (scheme) => {
    expect(tooWeak(scheme, text, 4.5)).toEqual([]);
  },
);

test.each(['light', 'dark'] as const)('edges of fields and focus have a contrast of 3: %s', (scheme) => {
  const edges: typeof text = [
    ['--edge', ['--paper', '--surface']],
    ['--accent', ['--paper', '--surface', '--sunken']],
  ];
  expect(tooWeak(scheme, edges, 3)).toEqual([]);
});

function tooWeak(scheme: Scheme, pairs: typeof text, least: number): string[] {
  return pairs.flatMap(([ink, grounds]) =>
    grounds.flatMap((ground) => {
      const weakest = Math.min(
        ...hues.map((hue) => contrast(token(ink, scheme, hue), token(ground, scheme, hue))),
      );
      return weakest < least ? [`${ink} on ${ground}: ${weakest.toFixed(2)}`] : [];
    }),
  );
}

function token(name: string, scheme: Scheme, hue: number) {
  const pair = new RegExp(
    `${name}: light-dark\\((#\\w+|oklch\\(.*?\\)+?), (#\\w+|oklch\\(.*?\\)+?)\\);`,
  ).exec(css);
  if (!pair) throw new Error(`${name} is not in tokens.css`);
  const value = scheme === 'light' ? pair[1]! : pair[2]!;
  if (value.startsWith('#')) return fromHex(value);
  const [lightness, chroma, angle] = value.slice(6).split(' ');
  return fromOklch(
    Number(lightness),
    Number(chroma),
    angle!.startsWith('var') ? hue : Number.parseFloat(angle!),
  );
}
