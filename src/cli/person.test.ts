import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createApp } from '../app.ts';
import type { App } from '../app.ts';
import { readConfig } from '../platform/config.ts';
import { openBrowser, register } from '../../tests/browser.ts';
import type { Asked } from './command.ts';
import { command } from './person.ts';

describe('kith person', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kith-cli-'));
    vi.stubEnv('DATA_DIR', folder);
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await rm(folder, { recursive: true, force: true });
  });

  test('while there is nobody, a link for the first person can be made', async () => {
    expect((await run('list')).answer).toEqual([]);
    const { lines } = await run('founding-link');
    expect(lines).toEqual([expect.stringMatching(/^http:\/\/localhost:3000\/start\?key=[\w-]{43}$/)]);
  });

  test('who has lost a password gets in by a link, beside a running house', async () => {
    await inside(async (app) => {
      const ana = await register(app, 'Ana');
      const { lines, answer } = await run('reset-link ana');
      expect(answer).toEqual({ url: lines[0] });
      const token = new URL(lines[0]!).searchParams.get('token')!;
      const browser = openBrowser(app);
      const password = 'pears in the cellar';
      await browser.act('accounts.reset-password', { token, password });
      await browser.act('accounts.sign-in', { email: ana.email, password });
      await run(`sign-out ${ana.email}`);
      expect(await browser.who()).toBeNull();
    });
  });

  test('people with an account are listed, and authors of archives apart from them', async () => {
    await inside(async (app) => {
      await register(app, 'Ben');
      await app.store.write((db) =>
        db.updateTable('person').set({ name: 'Ben Ito' }).where('handle', '=', 'ben').execute(),
      );
    });
    const { lines, answer } = await run('list');
    expect(answer).toMatchObject([
      { handle: 'ana', usedAt: null },
      { handle: 'ben', email: 'ben@example.org' },
    ]);
    expect(lines[1]).toMatch(/^ben {19}Ben Ito {2}ben@example\.org {2}last seen [\d-]{10}$/);
    expect(await run('list', { imported: true })).toEqual({
      ...{ answer: [], lines: ['No archive has brought anybody in.'] },
    });
  });

  test('an account is erased where that is said twice', async () => {
    await expect(run('erase ben')).rejects.toThrow('Say it again with --yes.');
    const { lines, answer } = await run('erase ben', { yes: true, words: true });
    expect(lines).toEqual(['The account of Ben Ito is erased.']);
    expect(answer).toMatchObject({ handle: 'ben' });
    expect((await run('list')).answer).toMatchObject([{ handle: 'ana' }]);
  });

  test('what cannot be is refused', async () => {
    await expect(run('reset-link nobody')).rejects.toMatchObject({ kind: 'not-found' });
    await expect(run('sign-out nobody')).rejects.toThrow('Nobody with an account goes by “nobody”.');
    await expect(run('founding-link')).rejects.toMatchObject({ kind: 'conflict' });
    await expect(run('erase')).rejects.toThrow('kith person --help');
    await expect(run('erase nobody', { yes: true })).rejects.toMatchObject({ kind: 'not-found' });
    await expect(run('reset-link')).rejects.toThrow('kith person --help');
  });
});

async function inside(work: (app: App) => Promise<void>): Promise<void> {
  const app = await createApp(readConfig({ DATA_DIR: process.env['DATA_DIR'], LIMITS: 'off', LOG: 'error' }));
  await work(app).finally(app.close);
}

async function run(words: string, options: Asked['options'] = {}) {
  const lines: string[] = [];
  let answer: unknown;
  await command.run({
    words: words.split(' '),
    options,
    json: false,
    say: (line) => void lines.push(line),
    answer: (value) => void (answer = value),
    interrupted: new AbortController().signal,
  });
  return { lines, answer };
}
