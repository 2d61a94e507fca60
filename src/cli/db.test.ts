import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { openStore, readSpread } from '../platform/db/index.ts';
import type { Config } from '../platform/config.ts';
import { onEachEngine } from '../../tests/engines.ts';
import { emptyFolder, kith } from '../../tests/kith.ts';
import { gather } from '../../tests/people.ts';
import { standInForCitus } from '../../tests/stand-in-citus.ts';

const settingsOf = ({ dataDir, databaseUrl }: Config) => ({
  DATA_DIR: dataDir,
  ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}),
});

test('a wrong call is one line and exit code 2', async () => {
  const wrong = await kith(['db', 'scatter'], { DATA_DIR: await emptyFolder() });
  expect(wrong).toMatchObject({ code: 2, out: '' });
  expect(wrong.err).toBe('kith: it does not know what to do with "db scatter". See `kith db --help`.\n');
});

onEachEngine((engine) => {
  if (engine.name === 'sqlite') {
    test.each([[[]], [['--print']]])('one file is not spread, and says so in a line', async (more) => {
      const { config } = await engine.open();
      const refused = await kith(['db', 'distribute', ...more], settingsOf(config));
      expect(refused).toEqual({
        code: 1,
        out: '',
        err: 'kith: This installation is one SQLite file, which stays on one machine. `kith move` takes it to a PostgreSQL first.\n',
      });
    });
    return;
  }

  test('a PostgreSQL without Citus is left as it is, and says so in a line', async () => {
    const app = await engine.open();
    const before = await readSpread(app.store.read);
    await app.close();
    const refused = await kith(['db', 'distribute'], settingsOf(app.config));
    expect(refused).toEqual({
      code: 1,
      out: '',
      err: 'kith: This PostgreSQL has no Citus, so nothing can be spread over several machines. Install its extension, or take a PostgreSQL that has it.\n',
    });
    const printed = await kith(['db', 'distribute', '--print'], settingsOf(app.config));
    expect(printed).toMatchObject({ code: 0, err: '' });
    const lines = printed.out.trimEnd().split('\n');
    expect(lines[0]).toBe('create extension if not exists citus;');
    for (const table of before.everywhere)
      expect(lines).toContain(`select create_reference_table('${table}');`);
    for (const table of before.byCommunity)
      expect(
        lines.filter((line) => line.startsWith(`select create_distributed_table('${table}', 'community_id'`)),
      ).toHaveLength(1);
    expect(lines.filter((line) => line.includes(`colocate_with => 'none'`))).toHaveLength(1);
  });

  test('an empty database has nothing to spread', async () => {
    const { databaseUrl, dataDir } = await engine.empty('postgres');
    const refused = await kith(['db', 'distribute'], { DATA_DIR: dataDir, DATABASE_URL: databaseUrl! });
    expect(refused).toMatchObject({ code: 1, out: '' });
    expect(refused.err).toContain('There is no installation in this database yet.');
  });

  test('each table is spread once, what is new later, and nothing while Kith runs', async () => {
    const app = await engine.open();
    await gather(app);
    const settings = settingsOf(app.config);
    await standInForCitus(app.config.databaseUrl!);
    const busy = await kith(['db', 'distribute'], settings);
    expect(busy.code).toBe(1);
    expect(busy.err).toContain('Stop it first.');
    await app.settled();
    await app.close();

    const first = await kith(['db', 'distribute', '--json'], settings);
    expect(first).toMatchObject({ code: 0, err: '' });
    const store = openStore(app.config);
    const { byCommunity, everywhere } = await readSpread(store.read);
    const kept = async () =>
      (
        await sql<{ name: string; type: string; column: string | null; beside: string | null }>`
        select table_name::text as name, citus_table_type as type, distribution_column as column, beside
        from citus_tables order by at`.execute(store.read)
      ).rows;
    const rows = await kept();
    expect(rows.filter(({ type }) => type === 'reference').map(({ name }) => name)).toEqual(everywhere);
    const owned = rows.filter(({ type }) => type === 'distributed');
    expect(owned.map(({ name }) => name).sort()).toEqual([...byCommunity].sort());
    expect(new Set(owned.map(({ column }) => column))).toEqual(new Set(['community_id']));
    expect(owned.map(({ beside }) => beside)).toEqual(['none', ...owned.slice(1).map(() => owned[0]!.name)]);

    expect((await kith(['db', 'distribute'], settings)).out).toBe('All of it is spread already.\n');
    await sql`create table potluck (community_id text not null, id text not null, primary key (community_id, id))`.execute(
      store.library,
    );
    const doctor = await kith(['doctor', '--json'], settings);
    expect(doctor.out).toContain('potluck are on one machine');
    const later = await kith(['db', 'distribute'], settings);
    expect(later).toMatchObject({ code: 0, err: '' });
    expect((await kept()).at(-1)).toMatchObject({ name: 'potluck', beside: owned[0]!.name });
    expect((await kept()).length).toBe(rows.length + 1);

    // Where several machines commit, none of them can say that nothing has changed.
    expect(await store.version()).toBeNull();
    await sql`update citus_tables set distribution_column = 'id' where table_name = 'message'::regclass`.execute(
      store.library,
    );
    const otherwise = await kith(['db', 'distribute'], settings);
    expect(otherwise.code).toBe(1);
    expect(otherwise.err).toContain('Somebody has spread message in another way.');
    await store.close();
  }, 120_000);
});
