import { comeSoFar, countAll, noteCome, takeRows } from '../../../platform/copies/index.ts';
import type { Snapshot, TableShape } from '../../../platform/copies/index.ts';
import { insertMany } from '../../../platform/db/index.ts';
import type { InsertMany, Store } from '../../../platform/db/index.ts';
import { counting } from './told.ts';
import type { Told } from './told.ts';

/** Brings the rows of all tables that have not come yet; false when it was interrupted. */
export async function bringTables(snapshot: Snapshot, store: Store, told: Told): Promise<boolean> {
  const count = counting(told, 'moving', await countAll(snapshot));
  const bringing = { snapshot, store, many: insertMany(), count, interrupted: () => told.interrupted() };
  for (const table of snapshot.tables) if (!(await bringTable(bringing, table))) return false;
  return true;
}

interface Bringing {
  snapshot: Snapshot;
  store: Store;
  many: InsertMany;
  count(rows: number): void;
  interrupted(): boolean;
}

async function bringTable({ snapshot, store, many, count, interrupted }: Bringing, table: TableShape) {
  let come = await comeSoFar(store, table.name);
  count(come.rows);
  for await (const { rows, at } of snapshot.rows(table, { after: come.at ?? undefined })) {
    if (interrupted()) return false;
    const next = { rows: come.rows + rows.length, at };
    await store.write(async (db) => {
      await takeRows({ db, engine: store.engine, many }, table, rows);
      await noteCome(db, table.name, next);
    });
    come = next;
    count(rows.length);
  }
  return !interrupted();
}
