import { expect, test } from 'vitest';
import { sql } from 'kysely';
import type { Config } from '../platform/config.ts';
import { openStore } from '../platform/db/index.ts';
import { livedIn } from '../../tests/lived-in.ts';
import { chosenEngines, onEachEngine } from '../../tests/engines.ts';
import { somethingCame } from '../../tests/halfway.ts';
import { emptyFolder, kith, running } from '../../tests/kith.ts';

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
  test.skipIf(chosenEngines().length < 2)(
    'a move that is killed goes on, and ends whole',
    { timeout: 60_000 },
    async () => {
      const { app, communityId, room } = await livedIn(engine);
      await addFacts(app.store, communityId, room.id);
      await app.close();
      const there =
        engine.name === 'sqlite' ? await engine.empty('postgres') : { ...app.config, databaseUrl: null };
      const args = ['move', '--to', there.databaseUrl ?? 'sqlite', '--json'];
      const first = running(args, settingsOf(app.config));
      await somethingCame(there, 'fact');
      first.signal('SIGKILL');
      expect(await first.ended).toMatchObject({ code: null, out: '' });
      const looked = await kith(['doctor', '--json'], settingsOf(there));
      expect(looked.out).toContain('holds only a part of an installation: `kith move` was interrupted');
      const second = await kith(args, settingsOf(app.config));
      expect(second).toMatchObject({ code: 0, err: '' });
      expect(JSON.parse(second.out)).toMatchObject({ complete: true, differences: [] });
      const store = openStore(there);
      const { rows } = await sql<{ facts: number }>`select count(*) as facts from fact`.execute(store.read);
      await store.close();
      expect(Number(rows[0]!.facts)).toBeGreaterThan(MANY);
      const again = await kith(args, settingsOf(app.config));
      expect(again.code).toBe(1);
      expect(again.err).toContain('Something is there already');
    },
  );
});

const MANY = 20_000;

async function addFacts(store: ReturnType<typeof openStore>, communityId: string, roomId: string) {
  await store.write((db) =>
    sql`insert into fact (community_id, seq, kind, actor_id, conversation_id, at, payload)
      with recursive numbers (n) as (select 1000000 union all select n + 1 from numbers where n < ${1000000 + MANY})
      select ${communityId}, n, 'message.sent', null, ${roomId}, 1, '{}' from numbers`.execute(db),
  );
}
