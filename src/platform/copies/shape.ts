/** What a column holds, the same on both engines whatever each of them calls it. */
export type Kind = 'text' | 'integer' | 'boolean' | 'time' | 'real' | 'blob';

export interface Column {
  name: string;
  kind: Kind;
}

/** A table as the database itself describes it. */
export interface TableShape {
  name: string;
  /** By name, so that their order tells nothing of when they were added. */
  columns: Column[];
  /** The columns that tell rows apart. */
  key: string[];
  /** Tables whose rows must be there before its own. */
  refersTo: string[];
}

/** What the engines call the kinds. SQLite's `date` is better-auth's: a time as text. */
const kinds: Record<string, Kind> = {
  text: 'text',
  integer: 'integer',
  bigint: 'integer',
  boolean: 'boolean',
  date: 'time',
  timestamptz: 'time',
  'timestamp with time zone': 'time',
  real: 'real',
  'double precision': 'real',
  blob: 'blob',
  bytea: 'blob',
};

/** The kind of a column. Throws where copies do not know how to carry it, so that none is ever left out. */
export function kindOf(table: string, column: string, type: string): Kind {
  const kind = kinds[type.toLowerCase()];
  if (!kind) throw new Error(`${table}.${column} is of type "${type}", which copies cannot carry yet`);
  return kind;
}

/** Machinery that holds nothing of its own: it is never copied. */
const machinery = new Set(['arriving', 'limit_use', 'message_words_held']);

export const isCopied = (table: string) => !machinery.has(table);

/** Puts each table behind those that it refers to, otherwise by name. */
export function inOrder(tables: TableShape[]): TableShape[] {
  const byName = new Map(tables.map((table) => [table.name, table]));
  const placed = new Set<string>();
  const ordered: TableShape[] = [];
  const place = (table: TableShape, above: string[]): void => {
    if (placed.has(table.name)) return;
    if (above.includes(table.name))
      throw new Error(`tables refer to each other in a circle: ${[...above, table.name].join(', ')}`);
    for (const other of [...table.refersTo].sort()) place(byName.get(other)!, [...above, table.name]);
    placed.add(table.name);
    ordered.push(table);
  };
  for (const name of [...byName.keys()].sort()) place(byName.get(name)!, []);
  return ordered;
}

/** Builds a table's shape, and refuses one whose rows cannot be told apart. */
export function shapeOf(
  name: string,
  columns: { name: string; type: string }[],
  key: string[],
  refersTo: string[],
): TableShape {
  if (key.length === 0) throw new Error(`${name} has no primary key, so copies cannot tell its rows apart`);
  const own = columns
    .map((column) => ({ name: column.name, kind: kindOf(name, column.name, column.type) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  return { name, columns: own, key, refersTo: [...new Set(refersTo)].filter((other) => other !== name) };
}
