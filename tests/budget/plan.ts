import { CompiledQuery } from 'kysely';
import type { App } from '../../src/app.ts';
import type { Asked } from './asked.ts';

/** These grow with years of talk; the others with the people of a community, which are few. */
const LARGE = [
  'message',
  'parent',
  'fact',
  'mention',
  'reaction',
  'attachment',
  'reading',
  'conversation',
  'participant',
];
const ALSO_LARGE = ['person', 'member', 'mine'];

/** Steps of SQLite's plan for a query that go through more of a large table than what is asked for. */
export async function tooMuch(app: App, { sql, parameters }: Asked): Promise<string[]> {
  const explained = CompiledQuery.raw(`explain query plan ${sql}`, [...parameters]);
  const { rows } = await app.store.read.executeQuery<{ detail: string }>(explained);
  const plan = rows.map(({ detail }) => detail);
  const sorts = plan.includes('USE TEMP B-TREE FOR ORDER BY');
  return plan.filter((step) => scansAll(step) || (searchesAll(step) && (sorts || !isInOrder(step))));
}

function scansAll(step: string): boolean {
  const [, table = ''] = /^SCAN (\w+)(?! VIRTUAL)/.exec(step) ?? [];
  return [...LARGE, ...ALSO_LARGE].includes(table);
}

/** All that the community has of it, or all of a conversation. */
function searchesAll(step: string): boolean {
  const [, table = '', by = ''] = /^SEARCH (\w+) .*\(([^)]*)\)/.exec(step) ?? [];
  if (!LARGE.includes(table)) return false;
  return by === 'community_id=?' || (table === 'message' && by === 'community_id=? AND conversation_id=?');
}

/** An index that has them in the order of the list, which is then read only as far as the list is long. */
const isInOrder = (step: string) =>
  /USING (COVERING )?INDEX (message_(time|links|files|reacted)|sqlite_autoindex_message_1|conversation_waiting) /.test(
    step,
  );

interface Node {
  'Actual Rows'?: number;
  'Actual Loops'?: number;
  'Rows Removed by Filter'?: number;
  'Rows Removed by Join Filter'?: number;
  Plans?: Node[];
}

/** How many rows all steps of PostgreSQL's plan go through for a query, which is carried out and taken back. */
export async function rowsReadFor(app: App, { sql, parameters }: Asked): Promise<number> {
  const explained = CompiledQuery.raw(`explain (analyze, format json) ${sql}`, [...parameters]);
  const { rows } = await app.store.read.executeQuery<{ 'QUERY PLAN': { Plan: Node }[] }>(explained);
  return rowsOf(rows[0]!['QUERY PLAN'][0]!.Plan);
}

function rowsOf(node: Node): number {
  const { 'Actual Rows': kept = 0, 'Actual Loops': times = 1, Plans = [] } = node;
  const removed = (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Join Filter'] ?? 0);
  return (kept + removed) * times + Plans.reduce((sum, inner) => sum + rowsOf(inner), 0);
}
