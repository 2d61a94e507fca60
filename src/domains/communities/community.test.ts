import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { charter, charterChange, slug } from './community.ts';

const routes = join(import.meta.dirname, '../../web/routes');

test('no community can stand where a page of Kith stands', () => {
  const places = foldersOf(routes);
  expect(places).toContain('settings');
  expect(places.filter((place) => slug.safeParse(place).success)).toEqual([]);
});

test('an address is small letters, digits and dashes', () => {
  expect(slug.parse('  Seed-Library-7 ')).toBe('seed-library-7');
  for (const wrong of ['', 'a', '-a', 'a-', 'a b', 'ñandú', 'a_b', 'robots.txt', 'x'.repeat(41)]) {
    expect(slug.safeParse(wrong).success).toBe(false);
  }
});

test('a change names only what it changes', () => {
  expect(charterChange.parse({ name: ' Bread ' })).toEqual({ name: 'Bread' });
  expect(charter.parse({ name: 'Bread', slug: 'bread' })).toMatchObject({ sizeLimit: 150, listed: false });
  expect(charter.safeParse({ name: 'Bread', slug: 'bread', sizeLimit: 501 }).success).toBe(false);
});

test('what is said twice is kept once, as it was said first', () => {
  const twice = {
    name: 'Bread',
    slug: 'bread',
    values: ['Patience', 'soup', 'patience '],
    agreements: ['a', 'a'],
  };
  expect(charter.parse(twice)).toMatchObject({ values: ['Patience', 'soup'], agreements: ['a'] });
  const many = Array.from({ length: 13 }, (_, at) => `word ${at % 12}`);
  expect(charterChange.parse({ interests: many }).interests).toHaveLength(12);
});

/** Names of the folders that stand right after the first slash; folders in round brackets only group. */
function foldersOf(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('['))
    .flatMap(({ name }) => (name.startsWith('(') ? foldersOf(join(folder, name)) : [name]));
}
