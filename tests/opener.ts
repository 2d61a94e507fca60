import { text } from 'node:stream/consumers';
import { migrate, openStore, settingOnce } from '../src/platform/db/index.ts';
import { newId } from '../src/platform/ids.ts';

/* A process that opens an installation as every start does: it says that it is there, waits until its standard
   input ends, so that many can begin at once, and tells what it did. */
const [databaseUrl, dataDir] = process.argv.slice(2) as [string, string];
process.stdout.write('here\n');
await text(process.stdin);
const store = openStore({ databaseUrl: databaseUrl || null, dataDir });
const ran = await migrate(store);
const shared = await settingOnce(store, 'shared', newId);
await store.close();
process.stdout.write(JSON.stringify({ ran, shared }));
