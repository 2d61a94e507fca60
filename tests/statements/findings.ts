import { parse } from 'libpg-query';
import type { DeleteStmt, InsertStmt, Node, RangeVar, SelectStmt, UpdateStmt } from 'libpg-query';
import { isNamed, root } from './knots.ts';
import {
  doubt,
  isLoose,
  newScope,
  put,
  readConditions,
  readFrom,
  readInside,
  readNamed,
  readQuery,
} from './reading.ts';
import type { Reading } from './reading.ts';
import { tablePlace } from './scope.ts';
import type { Scope } from './scope.ts';
import { as, columnOf, conditionsOf, isValue } from './syntax.ts';

export interface Findings {
  /** `select member`: what the statement does with tables of communities without naming one; null where it does not. */
  unnamed: string | null;
  /** What a distributed PostgreSQL would refuse or could not do in one place. */
  wrong: string[];
}

/** Judges one statement, given the tables whose rows belong to communities. */
export async function findingsIn(sql: string, owned: ReadonlySet<string>): Promise<Findings> {
  const { stmts = [] } = await parse(sql);
  const reading: Reading = { owned, knots: [], doubts: [] };
  const verbs = stmts.map(({ stmt }) => readStatement(stmt!, reading));
  const knots = new Set(reading.knots.map(root).filter((knot) => knot.tables.length > 0));
  const loose = new Set([...knots].filter(isLoose));
  const tables = [...new Set([...loose].flatMap((knot) => knot.tables))].sort();
  const wrong = reading.doubts.filter(({ holds }) => holds()).map((one) => one.wrong);
  if (loose.size > 0 && knots.size > 1) wrong.push('takes rows of different communities together');
  return { unnamed: loose.size ? `${verbs.join()} ${tables.join('+')}` : null, wrong: [...new Set(wrong)] };
}

function readStatement(stmt: Node, reading: Reading): string {
  const [select, insert] = [as(stmt, 'SelectStmt'), as(stmt, 'InsertStmt')];
  const [update, remove] = [as(stmt, 'UpdateStmt'), as(stmt, 'DeleteStmt')];
  if (select) readQuery(stmt, null, reading);
  if (insert) readInsert(insert, reading);
  if (update) readChange(update, update.fromClause, reading);
  if (update) neverMoves(update.relation, update.targetList, reading);
  if (remove) readChange(remove, remove.usingClause, reading);
  return select ? 'select' : insert ? 'insert' : update ? 'update' : remove ? 'delete' : 'other';
}

function readChange(change: UpdateStmt & DeleteStmt, from: Node[] | undefined, reading: Reading): void {
  const scope = newScope(null);
  readNamed(change.withClause?.ctes, scope, reading);
  target(change.relation!, scope, reading);
  const conditions = (from ?? []).flatMap((part) => readFrom(part, scope, reading));
  readConditions([...conditions, ...conditionsOf(change.whereClause)], scope, reading);
  readInside([change.targetList, change.returningClause], scope, reading);
}

/** What is changed; a table that all machines have a copy of cannot be changed by what only some of them know. */
function target(relation: RangeVar, scope: Scope, reading: Reading): void {
  const table = relation.relname!;
  put(relation.alias?.aliasname ?? table, tablePlace(table, reading.owned), scope, reading);
  if (!reading.owned.has(table))
    doubt(reading, `changes ${table} by what communities hold`, () =>
      reading.knots.some((knot) => root(knot).tables.length > 0),
    );
}

function neverMoves(relation: RangeVar | undefined, targets: Node[] | undefined, reading: Reading): void {
  const moved = namesOf(targets).includes('community_id') && reading.owned.has(relation!.relname!);
  doubt(reading, 'moves rows to another community', () => moved);
}

const namesOf = (targets: Node[] | undefined) => (targets ?? []).map((one) => as(one, 'ResTarget')?.name);

function readInsert(insert: InsertStmt, reading: Reading): void {
  const scope = newScope(null);
  readNamed(insert.withClause?.ctes, scope, reading);
  const table = insert.relation!.relname!;
  const at = namesOf(insert.cols).indexOf('community_id');
  const rows = as(insert.selectStmt, 'SelectStmt');
  const isOwned = reading.owned.has(table);
  if (isOwned) doubt(reading, `puts rows into ${table} without saying of which community`, () => at < 0);
  if (rows?.valuesLists) readInside(rows.valuesLists, scope, reading);
  else if (rows) readCopied(rows, isOwned ? at : null, scope, reading);
  if (isOwned) clashesInside(insert, reading);
  const own = newScope(null);
  own.places.set(table, { table, columns: new Map() });
  readInside([insert.onConflictClause?.targetList, insert.returningClause], own, reading);
}

/** Rows that are copied stay in their community, so that each machine copies its own. */
function readCopied(rows: SelectStmt, at: number | null, scope: Scope, reading: Reading): void {
  const before = reading.knots.length;
  const given = readQuery({ SelectStmt: rows }, scope, reading);
  const inside = reading.knots.slice(before);
  const reads = () => inside.some((knot) => root(knot).tables.length > 0);
  if (at === null) return doubt(reading, 'fills a table of the installation from communities', reads);
  const copied = as(rows.targetList?.[at], 'ResTarget');
  const name = copied?.name ?? columnOf(copied?.val)?.at(-1) ?? '';
  const stays = isValue(copied?.val) ? () => inside.every(isNamed) : () => given.has(name);
  doubt(reading, 'copies rows into another community', () => !stays());
}

function clashesInside({ relation, onConflictClause }: InsertStmt, reading: Reading): void {
  const names = onConflictClause?.infer?.indexElems?.map((one) => as(one, 'IndexElem')?.name);
  if (names)
    doubt(reading, 'would clash with rows of other communities', () => !names.includes('community_id'));
  neverMoves(relation, onConflictClause?.targetList, reading);
}
