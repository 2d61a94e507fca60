import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStore } from '../src/platform/db/index.ts';
import type { Store } from '../src/platform/db/index.ts';
import { append } from '../src/platform/facts.ts';
import { newestSeq } from '../src/platform/read-facts.ts';
import { newId } from '../src/platform/ids.ts';
import { missingFor, openMany } from './many-houses.ts';
import type { ManyHouse } from './many-houses.ts';
import type { House } from './processes.ts';

const MAY_BUILD_MS = 180_000;
const TAKEN_OVER_WITHIN_MS = 30_000;
const missing = missingFor('PostgreSQL');

describe.skipIf(missing)(`what one process does for all${missing ? ` (${missing})` : ''}`, () => {
  let many: ManyHouse;
  let store: Store;
  let client: pg.Client;
  beforeAll(async () => {
    many = await openMany(3, 'PostgreSQL');
    store = openStore({ databaseUrl: many.databaseUrl, dataDir: '' });
    client = new pg.Client({ connectionString: many.databaseUrl });
    await client.connect();
  }, MAY_BUILD_MS);
  afterAll(async () => {
    await client.end();
    await store.close();
    await many.end();
  });

  /** The id of the process that holds a claim; null for nobody. */
  async function holderOf(name: string): Promise<number | null> {
    const { rows } = await client.query<{ holder: string }>(
      `select split_part(application_name, ' ', 3) as holder from pg_locks join pg_stat_activity using (pid)
       where locktype = 'advisory' and classid = 720115 and granted
         and database = (select oid from pg_database where datname = current_database())
         and objid = (hashtext($1)::bigint & 4294967295)::oid`,
      [name],
    );
    return rows[0] ? Number(rows[0].holder) : null;
  }

  async function processOf(name: string): Promise<House> {
    await expect.poll(() => holderOf(name), { timeout: TAKEN_OVER_WITHIN_MS }).not.toBeNull();
    const holder = await holderOf(name);
    return many.processes.find(({ pid }) => pid === holder)!;
  }

  test(
    'is done by another one within half a minute when it dies, and what it left undone is done',
    { timeout: 2 * TAKEN_OVER_WITHIN_MS },
    async () => {
      const holder = await processOf('housekeeping');
      const left = { communityId: many.communityId, kind: 'member.left', payload: { personId: newId() } };
      // As by a process that died right after its commit: nobody has reacted to this fact.
      await store.write((db) => append(db, left, Date.now()));
      const seq = await newestSeq(store.read, many.communityId);
      await holder.kill();
      const cursor = () =>
        store.read
          .selectFrom('reaction_cursor')
          .select('seq')
          .where('community_id', '=', many.communityId)
          .where('name', '=', 'conversations.let-go')
          .executeTakeFirst();
      await expect.poll(async () => (await cursor())?.seq, { timeout: TAKEN_OVER_WITHIN_MS }).toBe(seq);
      expect(await processOf('housekeeping')).not.toBe(holder);
    },
  );

  test('goes to another one when it hangs', { timeout: 2 * TAKEN_OVER_WITHIN_MS }, async () => {
    const holder = await processOf('housekeeping');
    holder.signal('SIGSTOP');
    await expect
      .poll(async () => ![null, holder.pid].includes(await holderOf('housekeeping')), {
        timeout: TAKEN_OVER_WITHIN_MS,
      })
      .toBe(true);
    holder.signal('SIGCONT');
    expect(await processOf('housekeeping')).not.toBe(holder);
  });

  test('an import whose process dies is gone on with by another one', { timeout: 120_000 }, async () => {
    const [first] = many.processes.filter((one) => one.running()) as [House];
    const { founder: ines } = many.cast;
    const where = { communityId: many.communityId, importId: newId() };
    const files = { 'RS_2011-04.ndjson': submission, 'RC_2011-04.ndjson': comments(20_000) };
    for (const [name, content] of Object.entries(files))
      await many.upload(first, ines, { ...where, source: 'reddit', name }, content);
    await many.act(first, ines, 'transfer.start-import', where);
    const run = () =>
      store.read
        .selectFrom('import_run')
        .selectAll()
        .where('id', '=', where.importId)
        .executeTakeFirstOrThrow();
    await expect.poll(async () => (await run()).state, { timeout: 60_000 }).toBe('placing');
    const holder = await processOf(`import ${where.importId}`);
    await holder.kill();
    expect((await run()).finished_at).toBeNull();
    await expect.poll(async () => (await run()).state, { timeout: 90_000 }).toBe('done');
    const { count } = await store.read
      .selectFrom('import_message')
      .select((row) => row.fn.countAll<number>().as('count'))
      .where('community_id', '=', many.communityId)
      .executeTakeFirstOrThrow();
    const { messages } = await store.read
      .selectFrom('message')
      .select((row) => row.fn.countAll<number>().as('messages'))
      .where('community_id', '=', many.communityId)
      .where('body', 'like', 'Seedling %')
      .executeTakeFirstOrThrow();
    expect({ count, messages }).toEqual({ count: 20_001, messages: 20_000 });
  });
});

const author = {
  author: 'marlow_fen',
  created_utc: 1_302_345_600,
  subreddit: 'SeedSwap',
  subreddit_id: 't5_aa1',
};
const submission = `${JSON.stringify({ id: 'gx1', title: 'Seed swap', selftext: 'Bring labels.', is_self: true, ...author })}\n`;
const comments = (count: number) =>
  Array.from({ length: count }, (_, n) => {
    const said = { id: `c${n.toString(36)}`, link_id: 't3_gx1', parent_id: 't3_gx1', body: `Seedling ${n}.` };
    return `${JSON.stringify({ ...said, ...author, created_utc: author.created_utc + n })}\n`;
  }).join('');
