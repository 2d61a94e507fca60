import { openArrival, openSnapshot } from '../../../platform/copies/index.ts';
import type { Arrival, Difference, Place, Snapshot, Tallies } from '../../../platform/copies/index.ts';
import { holdAlone, migrate, migrationsDue, openStore, settingOnce } from '../../../platform/db/index.ts';
import { conflict } from '../../../platform/errors.ts';
import { newId } from '../../../platform/ids.ts';
import { bringTables } from './bring-tables.ts';
import { compareWith } from './compare-with.ts';
import { inInstallation, noInstallation } from './in-installation.ts';
import { settleHere } from './settle-here.ts';
import type { Told } from './told.ts';

/** What a move has come to. */
export interface Moved {
  /** False when it was interrupted; the same call goes on. */
  complete: boolean;
  tables: Tallies;
  /** Tables that are not the same on both sides; the new database then does not open. */
  differences: Difference[];
}

/**
 * Brings all rows of an installation into another, empty database, then compares both. What was interrupted is gone
 * on with. The old database stays as it is; uploaded files are not moved. Throws conflict where a house is open on
 * either side or the other place holds something.
 */
export async function moveHouse(from: Place, to: Place, told: Told): Promise<Moved> {
  if ((from.databaseUrl ?? from.dataDir) === (to.databaseUrl ?? to.dataDir))
    throw conflict('same-place', 'That is where this installation is already.');
  const holds = [await holdAlone(from)];
  try {
    const installation = await nameOf(from);
    holds.push(await holdAlone(to));
    const snapshot = await openSnapshot(from);
    try {
      return await moveAll(snapshot, to, { by: 'kith move', from: installation }, told);
    } finally {
      await snapshot.close();
    }
  } finally {
    for (const hold of holds) await hold.letGo();
  }
}

/** By what an installation is told from any other; the first move names it. */
function nameOf(from: Place): Promise<string> {
  const nothing = () => conflict('nothing-to-move', noInstallation(from, 'moved'));
  return inInstallation(from, nothing, async (store) => {
    await migrationsDue(store);
    return settingOnce(store, 'installation', newId);
  });
}

async function moveAll(snapshot: Snapshot, to: Place, arrival: Arrival, told: Told): Promise<Moved> {
  const store = openStore(to);
  try {
    await openArrival(store, arrival);
    await migrate(store, snapshot.migrations);
    await refuseOtherTables(snapshot, to);
    if (!(await bringTables(snapshot, store, told))) return INTERRUPTED;
    const compared = await compareWith(snapshot, to, told);
    if (!compared) return INTERRUPTED;
    if (compared.differences.length === 0) await settleHere(store);
    return { complete: true, ...compared };
  } finally {
    await store.close();
  }
}

const INTERRUPTED: Moved = { complete: false, tables: {}, differences: [] };

/** Both sides have had the same migrations, so this is a fault of Kith: a table that one engine alone has. */
async function refuseOtherTables(snapshot: Snapshot, to: Place): Promise<void> {
  const other = await openSnapshot(to);
  const shapes = ({ tables }: Snapshot) =>
    tables.map(
      ({ name, columns }) => `${name} (${columns.map((column) => `${column.name} ${column.kind}`).join()})`,
    );
  const [own, there] = [shapes(snapshot).sort(), shapes(other).sort()];
  await other.close();
  const odd = [...own.filter((one) => !there.includes(one)), ...there.filter((one) => !own.includes(one))];
  if (odd.length)
    throw conflict('other-tables', `The two databases have different tables: ${odd.join(', ')}.`);
}
