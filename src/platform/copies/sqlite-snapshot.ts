import { DatabaseSync } from 'node:sqlite';
import type { SQLInputValue } from 'node:sqlite';
import { tell } from './row.ts';
import type { ToldRow } from './row.ts';
import { inOrder, isCopied, shapeOf } from './shape.ts';
import type { TableShape } from './shape.ts';
import type { Batch, Position, Snapshot } from './snapshot.ts';

const ROWS_AT_ONCE = 500;
const CHARACTERS_AT_ONCE = 1_000_000;

type Ask = (sql: string) => Record<string, string | number>[];

/** All of an SQLite file that nobody writes. */
export function sqliteSnapshot(file: string): Promise<Snapshot> {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    return Promise.resolve(openIn(database));
  } catch (error) {
    database.close();
    return Promise.reject(error as Error);
  }
}

function openIn(database: DatabaseSync): Snapshot {
  const ask: Ask = (sql) => database.prepare(sql).all() as ReturnType<Ask>;
  const listed = ask(`select name, wr from pragma_table_list where schema = 'main' and type = 'table'
    and name not like 'sqlite\\_%' escape '\\'`).filter((row) => isCopied(row['name'] as string));
  const withoutRowid = new Set(listed.filter((row) => row['wr'] === 1).map((row) => row['name']));
  const orderOf = (table: TableShape) => (withoutRowid.has(table.name) ? table.key : ['rowid']);
  const countOf = (table: TableShape) =>
    ask(`select count(*) as rows from ${quoted(table.name)}`)[0]!['rows'];
  return {
    tables: inOrder(listed.map((row) => sqliteShape(ask, row['name'] as string))),
    migrations: ask('select name from migration order by name').map((row) => row['name'] as string),
    count: (table) => Promise.resolve(countOf(table) as number),
    rows: (table, from) =>
      from === 'any order'
        ? batches(database, table, [], undefined)
        : batches(database, table, orderOf(table), from.after),
    close: () => Promise.resolve(database.close()),
  };
}

function sqliteShape(ask: Ask, name: string): TableShape {
  const columns = ask(`select name, type, pk from pragma_table_info(${literal(name)})`);
  const key = columns.filter((row) => (row['pk'] as number) > 0);
  return shapeOf(
    name,
    columns.map((row) => ({ name: row['name'] as string, type: row['type'] as string })),
    key.sort((a, b) => (a['pk'] as number) - (b['pk'] as number)).map((row) => row['name'] as string),
    ask(`select "table" as other from pragma_foreign_key_list(${literal(name)})`).map(
      (row) => row['other'] as string,
    ),
  );
}

async function* batches(
  database: DatabaseSync,
  table: TableShape,
  order: string[],
  after: Position | undefined,
): AsyncIterable<Batch> {
  const { sql, values } = selecting(table, order, after);
  const statement = database.prepare(sql);
  statement.setReadBigInts(true);
  let rows: ToldRow[] = [];
  let characters = 0;
  let last: Record<string, unknown> = {};
  const batch = () => ({ rows, at: order.length ? order.map((_, at) => String(last[`at_${at}`])) : null });
  for (const read of statement.iterate(...values) as Iterable<Record<string, unknown>>) {
    last = read;
    rows.push(tell(table, read));
    for (const { name } of table.columns) characters += (read[name] as { length?: number })?.length ?? 8;
    if (rows.length < ROWS_AT_ONCE && characters < CHARACTERS_AT_ONCE) continue;
    yield batch();
    [rows, characters] = [[], 0];
  }
  if (rows.length) yield batch();
}

/** What rows are ordered by is read once more beside them, under names that no column has. */
function selecting(table: TableShape, order: string[], after: Position | undefined) {
  const columns = table.columns.map(({ name }) => quoted(name));
  const places = order.map((name, at) => `${quoted(name)} as at_${at}`);
  const behind = after
    ? ` where (${order.map(quoted).join(', ')}) > (${after.map(() => '?').join(', ')})`
    : '';
  const ordered = order.length ? ` order by ${order.map(quoted).join(', ')}` : '';
  const kinds = new Map(table.columns.map(({ name, kind }) => [name, kind]));
  const values: SQLInputValue[] = (after ?? []).map((value, at) =>
    (kinds.get(order[at]!) ?? 'integer') === 'integer' ? BigInt(value) : value,
  );
  return {
    sql: `select ${[...places, ...columns].join(', ')} from ${quoted(table.name)}${behind}${ordered}`,
    values,
  };
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;
const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;
