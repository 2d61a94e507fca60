import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { expect, test } from 'vitest';

type Words = Record<string, unknown>;

const read = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as Words;
const english = globSync('messages/en/*.json');
const listed = readFileSync('project.inlang/settings.json', 'utf8');

test.each(english)('Spanish says everything that English says: %s', (file) => {
  const [en, es] = [read(file), read(file.replace('/en/', '/es/'))];
  expect(Object.keys(es)).toEqual(Object.keys(en));
  expect(Object.keys(en).filter((key) => blanks(en[key]) !== blanks(es[key]))).toEqual([]);
});

test('each file of words is listed, and no word is in two of them', () => {
  expect(english.filter((file) => !listed.includes(`{locale}/${basename(file)}`))).toEqual([]);
  const keys = english.flatMap((file) => Object.keys(read(file)));
  expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
});

test('Spanish takes nobody for a man by what they do here', () => {
  const said = globSync('messages/es/*.json').flatMap((file) =>
    Object.values(read(file)).map((word) => JSON.stringify(word)),
  );
  expect(said.filter((word) => /anfitri[oó]n|bienvenido|usuari[oa]s?\b|vosotros/i.test(word))).toEqual([]);
});

/** The names of what is filled in, each once. */
const blanks = (word: unknown): string =>
  [...new Set(JSON.stringify(word).match(/\{\w+\}/g) ?? [])].sort().join(' ');
