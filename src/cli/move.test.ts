import { expect, test } from 'vitest';
import type { Config } from '../platform/config.ts';
import { livedIn } from '../../tests/lived-in.ts';
import { chosenEngines, onEachEngine } from '../../tests/engines.ts';
import { emptyFolder, kith } from '../../tests/kith.ts';

const settingsOf = ({ dataDir, databaseUrl }: Config) => ({
  DATA_DIR: dataDir,
  ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}),
});

test('a wrong call is one line and exit code 2', async () => {
  const settings = { DATA_DIR: await emptyFolder() };
  expect(await kith(['move'], settings)).toMatchObject({ code: 2, out: '' });
  const { code, err } = await kith(['move', '--to', 'mysql://db'], settings);
  expect({ code, err }).toEqual({
    code: 2,
    err: 'kith: --to takes postgres://user:password@host/database, or sqlite.\n',
  });
});

test('a database that is not there is one line', async () => {
  const settings = { DATA_DIR: await emptyFolder() };
  expect(await kith(['person', 'list'], settings)).toMatchObject({ code: 0 });
  const nowhere = 'postgres://kith@127.0.0.1:1/kith';
  const err = 'kith: the database cannot be reached. Is PostgreSQL running, and its address right?\n';
  expect(await kith(['move', '--to', nowhere], settings)).toEqual({ code: 1, out: '', err });
  const there = { ...settings, DATABASE_URL: nowhere };
  expect(await kith(['db', 'distribute'], there)).toEqual({ code: 1, out: '', err });
});

onEachEngine((engine) => {
  // From SQLite to PostgreSQL, and from PostgreSQL into the SQLite inside.
  test.skipIf(chosenEngines().length < 2)('a move brings all, once', { timeout: 60_000 }, async () => {
    const { app } = await livedIn(engine);
    await app.close();
    const there =
      engine.name === 'sqlite' ? await engine.empty('postgres') : { ...app.config, databaseUrl: null };
    const args = ['move', '--to', there.databaseUrl ?? 'sqlite', '--json'];
    const moved = await kith(args, settingsOf(app.config));
    expect(moved).toMatchObject({ code: 0, err: '' });
    expect(JSON.parse(moved.out)).toMatchObject({ complete: true, differences: [] });
    const again = await kith(args, settingsOf(app.config));
    expect(again.code).toBe(1);
    expect(again.err).toContain('Something is there already');
  });
});
