import type { JoinExpr, Node, SelectStmt } from 'libpg-query';
import { isNamed, knotOf, root, tie, whole } from './knots.ts';
import type { Knot } from './knots.ts';
import { lookUp, tablePlace, tieBy } from './scope.ts';
import type { Outputs, Place, Scope } from './scope.ts';
import { as, columnOf, conditionsOf, queriesInside } from './syntax.ts';

/** What is learnt while a statement is read. */
export interface Reading {
  owned: ReadonlySet<string>;
  knots: Knot[];
  /** Judged when all of it has been read: what is wrong where it holds. */
  doubts: { wrong: string; holds: () => boolean }[];
}

export const newScope = (around: Scope | null): Scope => ({
  around,
  places: new Map(),
  named: new Map(around?.named),
});

/** Reads a query; answers which of its columns say of which community their row is, in order and by name. */
export function readQuery(node: Node | undefined, around: Scope | null, reading: Reading): Outputs {
  const query = as(node, 'SelectStmt');
  if (!query) throw new Error(`A query that is none: ${JSON.stringify(node)}`);
  return readSelect(query, around, reading);
}

function readSelect(query: SelectStmt, around: Scope | null, reading: Reading): Outputs {
  const scope = newScope(around);
  readNamed(query.withClause?.ctes, scope, reading);
  if (query.larg && query.rarg) return together(query, scope, reading);
  const conditions = (query.fromClause ?? []).flatMap((part) => readFrom(part, scope, reading));
  readConditions([...conditions, ...conditionsOf(query.whereClause)], scope, reading);
  readInside([query.targetList, query.havingClause, query.groupClause, query.sortClause], scope, reading);
  readInside([query.valuesLists, query.limitCount, query.limitOffset], scope, reading);
  if (query.lockingClause)
    doubt(reading, 'locks rows of all communities', () => knotsOf(scope).some(isLoose));
  return outputs(query.targetList ?? [], scope);
}

/** Both halves of a `union`: a row is of a community that is known where both say so. */
function together(query: SelectStmt, scope: Scope, reading: Reading): Outputs {
  const [left, right] = [query.larg!, query.rarg!].map((half) => readSelect(half, scope, reading));
  return new Map(
    [...left!].flatMap(([name, knot]) => {
      const other = right!.get(name);
      if (!other) return [];
      const both = knotOf();
      both.around.push(isNamed(knot) ? other : knot);
      return [[name, both] as const];
    }),
  );
}

export function readNamed(queries: Node[] | undefined, scope: Scope, reading: Reading): void {
  for (const one of queries ?? []) {
    const { ctename, ctequery } = as(one, 'CommonTableExpr')!;
    scope.named.set(ctename!, readQuery(ctequery, scope, reading));
  }
}

/** Puts what stands in a `from` into the scope; answers the conditions of its joins. */
export function readFrom(node: Node, scope: Scope, reading: Reading): Node[] {
  const join = as(node, 'JoinExpr');
  if (join) return readJoin(join, scope, reading);
  const table = as(node, 'RangeVar');
  if (table) {
    const outputs = scope.named.get(table.relname!);
    const place = outputs ? { table: null, columns: outputs } : tablePlace(table.relname!, reading.owned);
    put(table.alias?.aliasname ?? table.relname!, place, scope, reading);
  }
  const inner = as(node, 'RangeSubselect');
  if (inner) {
    const columns = readQuery(inner.subquery, inner.lateral ? scope : scope.around, reading);
    put(inner.alias?.aliasname ?? '', { table: null, columns }, scope, reading);
  }
  return [];
}

function readJoin(join: JoinExpr, scope: Scope, reading: Reading): Node[] {
  const before = new Set(scope.places.keys());
  const left = readFrom(join.larg!, scope, reading);
  const kept = [...scope.places].filter(([name]) => !before.has(name)).map(([, place]) => place);
  const right = readFrom(join.rarg!, scope, reading);
  const more = [...scope.places.values()].filter((place) => !kept.includes(place));
  if (join.jointype === 'JOIN_LEFT' && !kept.some(isOwned))
    doubt(reading, 'keeps rows of the installation beside those of communities', () =>
      more.some((place) => [...place.columns.values()].some(isLoose)),
    );
  return [...left, ...right, ...conditionsOf(join.quals)];
}

const isOwned = ({ columns }: Place) => [...columns.values()].some((knot) => whole(knot).tables.length > 0);

export function put(name: string, place: Place, scope: Scope, reading: Reading): void {
  scope.places.set(name, place);
  reading.knots.push(...place.columns.values());
}

/** Ties by all conditions first, then reads the queries inside them. */
export function readConditions(conditions: Node[], scope: Scope, reading: Reading): void {
  for (const condition of conditions) tieBy(scope, condition);
  for (const condition of conditions) {
    const must = as(condition, 'SubLink') !== undefined;
    for (const { query, compared } of queriesInside(condition)) {
      const given = readInner(query, scope, reading);
      const column = lookUp(scope, compared);
      const first = [...given.values()][0];
      if (must && column?.here && first) tie(column.knot, first);
    }
  }
}

export function readInside(parts: unknown, scope: Scope, reading: Reading): void {
  for (const { query } of queriesInside(parts)) readInner(query, scope, reading);
}

/** Citus runs a query inside another on the same machine, so its rows must be of the community around it. */
function readInner(query: Node, scope: Scope, reading: Reading): Outputs {
  const before = reading.knots.length;
  const given = readQuery(query, scope, reading);
  const inside = reading.knots.slice(before);
  if (scope.places.size > 0 && knotsOf(scope).length === 0)
    doubt(reading, 'asks communities for each row of the installation', () => inside.some(isLoose));
  return given;
}

const knotsOf = (scope: Scope) => [...scope.places.values()].flatMap(({ columns }) => [...columns.values()]);

/** Whether rows of a community's table are not said to be of one community. */
export const isLoose = (knot: Knot) => root(knot).tables.length > 0 && !isNamed(knot);

export const doubt = (reading: Reading, wrong: string, holds: () => boolean) =>
  void reading.doubts.push({ wrong, holds });

function outputs(targets: Node[], scope: Scope): Outputs {
  const given: Outputs = new Map();
  for (const target of targets) {
    const { name, val } = as(target, 'ResTarget')!;
    const column = columnOf(val);
    if (column?.at(-1) === '*') for (const [all, knot] of starred(column, scope)) given.set(all, knot);
    const found = lookUp(scope, val);
    if (column && found) given.set(name ?? column.at(-1)!, found.knot);
  }
  return given;
}

function starred([alias]: string[], { places }: Scope): [string, Knot][] {
  const all = alias === '*' ? [...places.values()] : [places.get(alias!)!];
  return all.flatMap(({ columns }) => [...columns]);
}
