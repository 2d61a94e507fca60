import { expect, test } from 'vitest';
import { sourceFile } from './files.ts';
import { circles, readLevels, wrongArrows } from './layers.ts';
import { emptyNames, functionLengths, percentile, unwantedForms } from './shape.ts';
import { foreignSql } from './tables.ts';
import { undocumentedDoors, untestedVerbs } from './verbs.ts';
import { literalWords } from './words.ts';

const levels = readLevels(`
| level | domains | may use |
| --- | --- | --- |
| 0 | \`pantry\` (food) | platform only |
| 1 | \`kitchen\`, \`cellar\` | 0 |
| 4 | \`garden\` | 0-1 |
| 6 | \`attic\` | all |
`);

const house = (files: Record<string, string>) =>
  Object.entries(files).map(([path, text]) => sourceFile(path, text));

test('the table says who may use whom', () => {
  const allowed = Object.fromEntries([...levels].map(([domain, uses]) => [domain, [...uses]]));
  expect(allowed).toEqual({
    pantry: [],
    kitchen: ['pantry'],
    cellar: ['pantry'],
    garden: ['pantry', 'kitchen', 'cellar'],
    attic: ['pantry', 'kitchen', 'cellar', 'garden'],
  });
});

const arrows: [string, string, boolean][] = [
  ['src/domains/kitchen/cook.ts', `import { food } from '../pantry/index.ts';`, true],
  ['src/domains/kitchen/cook.ts', `import { food } from '../pantry/store.ts';`, false],
  ['src/domains/kitchen/cook.ts', `import type { Food } from '../pantry/food.ts';`, false],
  ['src/domains/kitchen/cook.ts', `import { wine } from '../cellar/index.ts';`, false],
  ['src/domains/pantry/fill.ts', `export { cook } from '../kitchen/index.ts';`, false],
  ['src/domains/pantry/fill.ts', `const web = await import('../../web/words.ts');`, false],
  ['src/domains/pantry/fill.ts', `import { verb } from '../../platform/act.ts';`, true],
  ['src/domains/pantry/fill.test.ts', `import { onEachEngine } from '../../../tests/engines.ts';`, true],
  ['src/domains/pantry/fill.ts', `import { onEachEngine } from '../../../tests/engines.ts';`, false],
  ['src/platform/act.ts', `type Food = import('../domains/pantry/index.ts').Food;`, false],
  [
    'src/web/ui/Plate.svelte',
    `<b>{1}</b><script>import { food } from '../../domains/pantry/index.ts';</script>`,
    false,
  ],
  [
    'src/web/ui/Plate.svelte',
    `<script lang="ts">import type { Food } from '#web/../domains/pantry/index.ts';</script>`,
    true,
  ],
  [
    'src/web/ui/Plate.svelte',
    `<script lang="ts">import { newId } from '../../platform/ids.ts';</script>`,
    true,
  ],
  ['migrations/0001-open.ts', `import { newId } from '../src/platform/ids.ts';`, false],
];

test.each(arrows)('%s: %s may: %s', (path, text, may) => {
  expect(wrongArrows(house({ [path]: text }), levels)).toHaveLength(may ? 0 : 1);
});

test('circles count where the import stays at run time', () => {
  const a = `import { b } from './b.ts';`;
  expect(circles(house({ 'src/a.ts': a, 'src/b.ts': `import { a } from './a.ts';` }))).toHaveLength(1);
  expect(circles(house({ 'src/a.ts': a, 'src/b.ts': `import type { A } from './a.ts';` }))).toEqual([]);
});

test('SQL stays with the owner of the table', () => {
  const files = house({
    'src/domains/pantry/tables.ts': `declare module '../../platform/db/tables.ts' { interface Tables { food: Food } }`,
    'src/domains/pantry/store.ts': `db.insertInto('food')`,
    'src/domains/kitchen/store.ts': `db.updateTable('food'); sql\`delete from food\``,
    'src/domains/kitchen/queries.ts': `db.selectFrom('meal').innerJoin('food as f', 'f.id', 'meal.food_id')`,
  });
  expect(foreignSql(files, new Set())).toHaveLength(3);
  expect(foreignSql(files, new Set(['src/domains/kitchen/queries.ts']))).toHaveLength(2);
});

test('a table has one owner', () => {
  const tables = `declare module '../../platform/db/tables.ts' { interface Tables { food: Food } }`;
  const files = house({ 'src/domains/pantry/tables.ts': tables, 'src/domains/kitchen/tables.ts': tables });
  expect(foreignSql(files, new Set())).toEqual(['food is owned by domains/pantry and domains/kitchen']);
});

test('verbs and reads are called by a test', () => {
  const imported = `import { read, verb } from '../../platform/act.ts';`;
  const files = {
    'src/domains/pantry/fill.ts': `${imported} export const fill = verb({ name: 'pantry.fill' });`,
    'src/domains/pantry/queries.ts': `${imported} export const list = read({ name: 'pantry.list' });`,
  };
  expect(untestedVerbs(house(files))).toHaveLength(2);
  const tests = {
    'src/domains/pantry/fill.test.ts': `act('pantry.fill')`,
    'src/domains/pantry/queries.test.ts': `read('pantry.list')`,
  };
  expect(untestedVerbs(house({ ...files, ...tests }))).toEqual([]);
});

test('doors say what they export', () => {
  const door = `export { food, old } from './food.ts';`;
  const files = house({
    'src/domains/pantry/index.ts': door,
    'src/domains/pantry/food.ts': `/** All. */ export const food = 1; export const old = 2;`,
  });
  expect(undocumentedDoors(files)).toEqual(['src/domains/pantry/food.ts: old']);
});

test('functions are measured without those declared inside them', () => {
  const text = 'function outer() {\n  function inner() {\n    return 1;\n  }\n  return inner;\n}';
  expect(functionLengths(house({ 'src/a.ts': text })).map(({ lines }) => lines)).toEqual([3, 3]);
  expect(percentile([5, 1, 3], 0.5)).toBe(3);
});

test('names and forms that the house does not want', () => {
  expect(
    emptyNames(house({ 'src/utils/a.ts': '', 'src/test-helpers.ts': '', 'src/basement.ts': '' })),
  ).toHaveLength(2);
  const forms = [
    'export default 1',
    'class A extends B {}',
    '@dec class C {}',
    'let now = 0;',
    '// TO' + 'DO later',
  ];
  for (const form of forms) expect(unwantedForms(house({ 'src/a.ts': form })), form).toHaveLength(1);
  expect(unwantedForms(house({ 'src/a.ts': 'class Refused extends Error {} const a = 1;' }))).toEqual([]);
});

test('words that a page shows come from its translations', () => {
  const page = `<script>const a = 'text';</script>\n<p class="big">Welcome {name}</p>\n<img alt="A cat" src="cat.png">\n<b>{m.hello()} · 3</b>`;
  expect(literalWords(sourceFile('src/web/ui/Page.svelte', page))).toEqual([
    'src/web/ui/Page.svelte:2 "Welcome"',
    'src/web/ui/Page.svelte:3 "A cat"',
  ]);
});
