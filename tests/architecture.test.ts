import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readFiles } from './structure/files.ts';
import { circles, readLevels, wrongArrows } from './structure/layers.ts';
import { emptyNames, functionLengths, percentile, unwantedForms } from './structure/shape.ts';
import { foreignSql } from './structure/tables.ts';
import { undocumentedDoors, untestedVerbs } from './structure/verbs.ts';
import { literalWords } from './structure/words.ts';

const root = join(import.meta.dirname, '..');
const files = readFiles(root, ['src', 'migrations', 'tests', 'bench']);
const source = files.filter(({ path }) => path.startsWith('src/'));
const levels = readLevels(readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8'));

/** Longer than 300 lines, each with its reason. */
const longFiles: Record<string, string> = {};

/** Functions longer than 60 lines, each with its reason. */
const longFunctions: Record<string, string> = {};

/** Reads that join tables of domains below their own, each with its reason. */
const readModels: Record<string, string> = {
  'src/domains/communities/membership.ts': 'the list of members is ordered by their names',
  'src/domains/conversations/message-views.ts': 'fifty messages and their authors come by one query',
  'src/domains/conversations/place.ts':
    'whether one may see a conversation is asked at every call, by one query',
  'src/domains/conversations/read-unread.ts':
    'what is unread is counted over all communities of a person at once',
  'src/domains/conversations/search-messages.ts':
    'the search must leave out what one may not see before it counts',
  'src/domains/conversations/search.ts': 'titles are found among the communities that one is in',
  'src/domains/conversations/search-people.ts': 'people are found among those one shares a community with',
  'src/domains/conversations/search-places.ts': 'a search looks into all one’s communities at once',
};

test('the table of ARCHITECTURE.md names the domains that exist', () => {
  expect([...levels.keys()].sort()).toEqual(readdirSync(join(root, 'src/domains')).sort());
});

test('platform <- domains <- web, cli <- main; downward only, through doors', () => {
  expect(wrongArrows(files, levels)).toEqual([]);
});

test('no file needs itself', () => {
  expect(circles(files)).toEqual([]);
});

test('each table has one owner, and no other domain writes it or reads it unlisted', () => {
  expect(foreignSql(files, new Set(Object.keys(readModels)))).toEqual([]);
});

test('every verb has a test beside it, every read one that calls it', () => {
  expect(untestedVerbs(files)).toEqual([]);
});

test('every export of a door says what it does', () => {
  expect(undocumentedDoors(files)).toEqual([]);
});

test('files stay small', () => {
  const tooLong = files.filter(({ path, lines }) => lines > 300 && !longFiles[path]);
  expect(tooLong.map(({ path, lines }) => `${path}: ${lines}`)).toEqual([]);
  const lengths = source.map(({ lines }) => lines);
  expect(percentile(lengths, 0.5)).toBeLessThanOrEqual(60);
  expect(percentile(lengths, 0.9)).toBeLessThanOrEqual(200);
});

test('functions stay small', () => {
  const code = source.filter(({ path }) => !path.endsWith('.test.ts'));
  const lengths = functionLengths(code);
  const tooLong = lengths.filter(({ where, lines }) => lines > 60 && !longFunctions[where.split(':')[0]!]);
  expect(tooLong.map(({ where, lines }) => `${where}: ${lines}`)).toEqual([]);
  expect(
    percentile(
      lengths.map(({ lines }) => lines),
      0.5,
    ),
  ).toBeLessThanOrEqual(8);
});

test('the runner has not become a framework', () => {
  const runner = files.filter(
    ({ path }) => path === 'src/platform/act.ts' || path === 'src/platform/facts.ts',
  );
  expect(runner).toHaveLength(2);
  expect(runner.reduce((sum, { lines }) => sum + lines, 0)).toBeLessThanOrEqual(250);
});

test('page server files hold no rules', () => {
  const servers = source.filter(({ path }) => /\+(page|layout)\.server\.ts$/.test(path));
  expect(servers.filter(({ lines }) => lines > 40).map(({ path, lines }) => `${path}: ${lines}`)).toEqual([]);
});

test('names say something', () => {
  expect(emptyNames(files)).toEqual([]);
});

test('named exports only, no inheritance, no state in modules, nothing unfinished', () => {
  expect(unwantedForms(files)).toEqual([]);
});

test('the web shows no words outside its translations', () => {
  const shown = source.filter(({ path }) => /^src\/web\/(ui|routes|live)\/.*\.svelte$/.test(path));
  expect(shown.flatMap(literalWords)).toEqual([]);
});
