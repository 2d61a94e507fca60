import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { sql } from 'kysely';
import { chosenEngines, onEachEngine } from '../../../tests/engines.ts';
import type { TestEngine } from '../../../tests/engines.ts';
import { insertMany } from '../db/index.ts';
import type { Db } from '../db/index.ts';
import { lineOf, openSnapshot, takeRows, tallying } from './index.ts';
import type { TableShape, ToldRow } from './index.ts';
import { isCopied } from './shape.ts';

const anyText = fc.string({ unit: 'binary', maxLength: 40 }).map((text) => text.replaceAll('\0', ''));
const anyWhole = fc
  .bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })
  .map((number) => (Number.isSafeInteger(Number(number)) ? Number(number) + 0 : String(number)));
const anyMoment = fc
  .date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString());
const maybe = <T>(some: fc.Arbitrary<T>) => fc.option(some, { nil: null });

const anyRow: fc.Arbitrary<ToldRow> = fc.record({
  bytes: maybe(fc.uint8Array({ maxLength: 20 }).map((bytes) => Buffer.from(bytes).toString('base64'))),
  id: anyText,
  moment: maybe(anyMoment),
  number: maybe(anyWhole),
  part: maybe(fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0)),
  truth: maybe(fc.boolean()),
  word: maybe(anyText),
});
const anyRows = fc.uniqueArray(anyRow, { selector: (row) => row['id'], maxLength: 30 });

/** A table that nobody has told copies of. */
async function addTable(engine: TestEngine, db: Db): Promise<void> {
  const [time, real, blob] =
    engine.name === 'sqlite' ? ['date', 'real', 'blob'] : ['timestamptz', 'double precision', 'bytea'];
  await sql
    .raw(
      `create table odd (id text primary key, word text, number bigint, truth boolean, moment ${time},
        part ${real}, bytes ${blob})`,
    )
    .execute(db);
}

const read = async (
  config: { databaseUrl: string | null; dataDir: string },
  from: 'any order' | object = {},
) => {
  const snapshot = await openSnapshot(config);
  const rows: ToldRow[] = [];
  const table = snapshot.tables.find(({ name }) => name === 'odd')!;
  for await (const batch of snapshot.rows(table, from)) rows.push(...batch.rows);
  await snapshot.close();
  return { rows, table };
};

onEachEngine((engine) => {
  test('whatever a table holds is told as it was written, in any order the same', async () => {
    const app = await engine.open();
    await app.store.write((db) => addTable(engine, db));
    const { table } = await read(app.config);
    const many = insertMany();
    const by = (rows: ToldRow[]) => new Map(rows.map((row) => [row['id'], lineOf(row)]));
    await fc.assert(
      fc.asyncProperty(anyRows, async (rows) => {
        await app.store.write(async (db) => {
          await sql`delete from odd`.execute(db);
          await takeRows({ db, engine: engine.name, many }, table, rows);
        });
        const found = await read(app.config);
        expect(by(found.rows)).toEqual(by(rows));
        const unordered = await read(app.config, 'any order');
        expect(sumOf(unordered.rows)).toEqual(sumOf(rows));
      }),
      { numRuns: 40 },
    );
  });

  test('reading goes on behind any position, and tells each row once', async () => {
    const app = await engine.open();
    await app.store.write((db) => addTable(engine, db));
    const { table } = await read(app.config);
    const ids = ['b', 'B', 'a', 'Ä', 'ä', 'z', '_', ' ', '0', '10', '9', '🌱', 'É', 'e'];
    const rows = Array.from({ length: 1500 }, (_, at) => blank(`${ids[at % ids.length]}${at}`));
    await app.store.write((db) => takeRows({ db, engine: engine.name, many: insertMany() }, table, rows));
    const snapshot = await openSnapshot(app.config);
    const seen: unknown[] = [];
    for (let after: string[] | null | undefined; after !== null;) {
      const from = after;
      after = null;
      for await (const batch of snapshot.rows(table, { after: from })) {
        seen.push(...batch.rows.map((row) => row['id']));
        after = batch.at;
        break;
      }
    }
    await snapshot.close();
    expect(seen).toHaveLength(rows.length);
    expect(new Set(seen)).toEqual(new Set(rows.map((row) => row['id'])));
  });

  test('it holds every table that there is, each behind those it refers to', async () => {
    const app = await engine.open();
    await app.store.write((db) => addTable(engine, db));
    const names = await tablesOf(engine, app.store.read);
    const { tables, close } = await openSnapshot(app.config);
    await close();
    const told = tables.map(({ name }) => name);
    expect(told.toSorted()).toEqual(names.filter(isCopied).toSorted());
    expect(told).toEqual(expect.arrayContaining(['odd', 'fact', 'message', 'auth_passkey', 'migration']));
    for (const table of tables) {
      const before = told.slice(0, told.indexOf(table.name));
      expect(before).toEqual(expect.arrayContaining(table.refersTo));
    }
  });

  test('a table that copies cannot carry is named, not left out', async () => {
    const app = await engine.open();
    await app.store.write((db) => sql`create table odd (id text primary key, many json)`.execute(db));
    await expect(openSnapshot(app.config)).rejects.toThrow('odd.many is of type "json"');
  });

  test('nothing but rows has to be carried: no table counts by itself', async () => {
    const app = await engine.open();
    const counters =
      engine.name === 'sqlite'
        ? sql`select name from sqlite_schema where name = 'sqlite_sequence'`
        : sql`select sequencename from pg_sequences`;
    expect((await counters.execute(app.store.read)).rows).toEqual([]);
  });
});

describe.skipIf(chosenEngines().length < 2)('both engines', () => {
  const shapes: Partial<Record<string, TableShape[]>> = {};
  onEachEngine((engine) => {
    test('have the same tables with the same columns', async () => {
      const app = await engine.open();
      const { tables, close } = await openSnapshot(app.config);
      await close();
      shapes[engine.name] = tables;
      for (const other of Object.values(shapes)) expect(tables).toEqual(other);
    });
  });
});

function sumOf(rows: ToldRow[]) {
  const sum = tallying();
  for (const row of rows) sum.add(lineOf(row));
  return sum.tally();
}

const blank = (id: string): ToldRow => ({
  ...{ bytes: null, id, moment: null, number: null, part: null, truth: null, word: null },
});

/** As the database lists them, without those that a search index is made of. */
async function tablesOf(engine: TestEngine, db: Db): Promise<string[]> {
  const query =
    engine.name === 'sqlite'
      ? sql<{ name: string }>`select name from sqlite_schema where type = 'table'
          and name not like 'sqlite_%' and name not like 'message_words%' and name not like 'title_words%'`
      : sql<{ name: string }>`select tablename as name from pg_tables where schemaname = 'public'`;
  return (await query.execute(db)).rows.map((row) => row.name);
}
