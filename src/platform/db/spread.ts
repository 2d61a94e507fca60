import { sql } from 'kysely';
import type { Db } from './store.ts';

/** How a distributed PostgreSQL keeps each table. */
export interface Spread {
  /** Rows belong to communities: each community's lie together on one machine. */
  byCommunity: string[];
  /** Rows belong to the whole installation: every machine has all of them. In an order that references allow. */
  everywhere: string[];
}

/** Only whoever migrates asks these, on the machine that the others are joined to. */
const HERE_ALONE = ['migration'];

/** Reads from a PostgreSQL how its tables are to be spread: a table whose key begins with its community belongs to it. */
export async function readSpread(db: Db): Promise<Spread> {
  const { rows } = await sql<{ name: string; owned: boolean; needs: string[] }>`
    select class.relname as name,
      exists (select 1 from pg_index key join pg_attribute first
        on first.attrelid = key.indrelid and first.attnum = key.indkey[0]
        where key.indrelid = class.oid and key.indisprimary and first.attname = 'community_id') as owned,
      array(select other.relname::text from pg_constraint bond join pg_class other on other.oid = bond.confrelid
        where bond.conrelid = class.oid and bond.contype = 'f') as needs
    from pg_class class
    where class.relnamespace = current_schema()::regnamespace and class.relkind in ('r', 'p')
    order by class.relname`.execute(db);
  const spread = rows.filter(({ name }) => !HERE_ALONE.includes(name));
  return {
    byCommunity: spread.filter(({ owned }) => owned).map(({ name }) => name),
    everywhere: neededFirst(spread.filter(({ owned }) => !owned)),
  };
}

function neededFirst(tables: { name: string; needs: string[] }[]): string[] {
  const order = new Set<string>();
  const visit = ({ name, needs }: { name: string; needs: string[] }): void => {
    for (const table of tables)
      if (table.name !== name && needs.includes(table.name) && !order.has(table.name)) visit(table);
    order.add(name);
  };
  tables.forEach(visit);
  return [...order];
}

/** Whether this PostgreSQL can spread tables over several machines. */
export async function hasCitus(db: Db): Promise<boolean> {
  const { rows } = await sql`select 1 from pg_proc
    where proname = 'create_distributed_table' and pg_function_is_visible(oid)`.execute(db);
  return rows.length > 0;
}
