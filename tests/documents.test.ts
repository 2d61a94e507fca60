import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { schema } from '../src/platform/config.ts';
import { frames } from '../src/verbs.ts';
import { kith } from './kith.ts';

const root = join(import.meta.dirname, '..');
const text = (path: string) => readFileSync(join(root, path), 'utf8');

const pages = [
  'README.md',
  'CONTRIBUTING.md',
  'ARCHITECTURE.md',
  'docs/distributed.md',
  'docs/live-protocol.md',
  ...readdirSync(join(root, 'docs/decisions')).map((name) => `docs/decisions/${name}`),
];

/** Rows of the tables of a page, as the texts between their bars. */
const rows = (page: string) =>
  [...text(page).matchAll(/^\|(.*)\|$/gm)].map((match) =>
    match[1]!.split(/(?<!\\)\|/).map((cell) => cell.trim()),
  );

test('the README names every setting with its default, and no other', () => {
  const told = rows('README.md').filter(([name]) => /^`[A-Z_]+`$/.test(name!));
  const inCode = Object.entries(schema.shape).map(([name, setting]) => {
    const usual = setting.parse(undefined) as string | number | boolean | undefined;
    const shown = typeof usual === 'boolean' ? (usual ? 'on' : 'off') : usual;
    return [`\`${name}\``, shown === undefined ? '' : `\`${shown}\``];
  });
  expect(told.map(([name, usual]) => [name, usual])).toEqual(inCode);
});

test('the README names every command', async () => {
  const { out } = await kith(['--help']);
  const commands = [...out.matchAll(/^ {2}([a-z]+) {2,}\S/gm)].map((match) => `\`${match[1]!}\``);
  const told = rows('README.md').map(([name]) => name!);
  expect(told).toEqual(expect.arrayContaining(commands));
});

test('the live protocol names every kind of fact that browsers hear of', () => {
  const told = rows('docs/live-protocol.md').flatMap(([kinds]) =>
    [...kinds!.matchAll(/`([a-z]+\.[a-z-]+)`/g)].map((match) => match[1]!),
  );
  expect(told.sort()).toEqual(Object.keys(frames).sort());
});

test('every decision is in the index, by its title', () => {
  const index = text('docs/decisions/README.md');
  for (const name of readdirSync(join(root, 'docs/decisions')).filter((one) => /^\d{4}-/.test(one))) {
    const title = /^# *(.+)$/m.exec(text(`docs/decisions/${name}`))![1]!;
    expect(index).toContain(`- [${title}](${name})`);
  }
});

test('links and paths in the documents lead somewhere', () => {
  const missing = pages.flatMap((page) => {
    const links = [...text(page).matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map((match) =>
      join(dirname(page), match[1]!),
    );
    const paths = [...text(page).matchAll(/`((?:src|tests|docs|bin|deploy|messages)\/[\w./-]+)`/g)].map(
      (match) => match[1]!,
    );
    return [...links, ...paths]
      .filter((path) => !existsSync(join(root, path)))
      .map((path) => `${page}: ${path}`);
  });
  expect(missing).toEqual([]);
});
