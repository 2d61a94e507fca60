import pg from 'pg';
import { timeOrder } from '../search/index.ts';
import { tell } from './row.ts';
import { inOrder, isCopied, shapeOf } from './shape.ts';
import type { TableShape } from './shape.ts';
import type { Batch, Position, Snapshot } from './snapshot.ts';

const ROWS_AT_ONCE = 250;

type Row = Record<string, string | null>;

/** All of a PostgreSQL database as it is now, for as long as it is open. */
export async function postgresSnapshot(url: string): Promise<Snapshot> {
  const client = new pg.Client({ connectionString: url, types: asText });
  client.on('error', () => undefined); // Whoever asks next hears that the connection is gone.
  await client.connect();
  try {
    return await openIn(client);
  } catch (error) {
    await client.end();
    throw error;
  }
}

async function openIn(client: pg.Client): Promise<Snapshot> {
  const ask = async (sql: string) => (await client.query<Row>(sql)).rows;
  for (const setting of [`timezone = 'UTC'`, `datestyle = 'ISO'`, `bytea_output = 'hex'`])
    await ask(`set ${setting}`);
  await ask('begin isolation level repeatable read read only');
  const migrations = await ask('select name from migration order by name collate "C"');
  const rowsOf = (table: TableShape) =>
    ask(`select count(*) as rows from ${client.escapeIdentifier(table.name)}`);
  return {
    tables: inOrder(await postgresShapes(ask)),
    migrations: migrations.map((row) => row['name']!),
    count: async (table) => Number((await rowsOf(table))[0]!['rows']),
    rows: (table, from) =>
      from === 'any order'
        ? batches(client, table, [], undefined)
        : batches(client, table, orderOf(table), from.after),
    close: () => client.end(),
  };
}

function orderOf({ name, key }: TableShape): string[] {
  const first = timeOrder[name];
  return first ? [first, ...key.filter((column) => column !== first)] : key;
}

/** Every value as PostgreSQL writes it: what a driver makes of it may hold less. */
const asText = { getTypeParser: () => (text: string) => text } as unknown as pg.CustomTypesConfig;

async function postgresShapes(
  ask: (sql: string, values?: string[]) => Promise<Row[]>,
): Promise<TableShape[]> {
  const tables = await ask(`select relname as name from pg_class
    where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p') and not relispartition`);
  const columns = await ask(`select relname as table, attname as name, format_type(atttypid, null) as type
    from pg_attribute join pg_class on pg_class.oid = attrelid
    where relnamespace = current_schema()::regnamespace and attnum > 0 and not attisdropped`);
  const keys = await ask(`select relname as table, attname as name
    from pg_index join pg_class on pg_class.oid = indrelid
      cross join unnest(indkey::int[]) with ordinality as part (number, place)
      join pg_attribute on attrelid = indrelid and attnum = part.number
    where relnamespace = current_schema()::regnamespace and indisprimary order by relname, place`);
  const references = await ask(`select own.relname as table, other.relname as other
    from pg_constraint join pg_class own on own.oid = conrelid join pg_class other on other.oid = confrelid
    where contype = 'f' and own.relnamespace = current_schema()::regnamespace`);
  const of = (rows: Row[], table: string) => rows.filter((row) => row['table'] === table);
  return tables
    .map((row) => row['name']!)
    .filter(isCopied)
    .map((name) =>
      shapeOf(
        name,
        of(columns, name).map((row) => ({ name: row['name']!, type: row['type']! })),
        of(keys, name).map((row) => row['name']!),
        of(references, name).map((row) => row['other']!),
      ),
    );
}

async function* batches(
  client: pg.Client,
  table: TableShape,
  order: string[],
  after: Position | undefined,
): AsyncIterable<Batch> {
  const quoted = (name: string) => client.escapeIdentifier(name);
  const columns = table.columns.map(({ name }) => quoted(name)).join(', ');
  const sorted = order.map(quoted).join(', ');
  // A cursor takes no parameters that are given later, so they are written into its statement.
  const behind = after
    ? ` where (${sorted}) > (${after.map((value) => client.escapeLiteral(value)).join(', ')})`
    : '';
  const by = order.length ? ` order by ${sorted}` : '';
  await client.query(`declare rows no scroll cursor for
    select ${columns} from ${quoted(table.name)}${behind}${by}`);
  try {
    for (;;) {
      const { rows } = await client.query<Row>(`fetch forward ${ROWS_AT_ONCE} from rows`);
      if (rows.length === 0) break;
      const last = rows.at(-1)!;
      yield {
        rows: rows.map((row) => tell(table, row)),
        at: order.length ? order.map((name) => String(last[name])) : null,
      };
    }
  } finally {
    await client.query('close rows');
  }
}
