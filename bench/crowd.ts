import { createApp } from '../src/app.ts';
import type { App, Visit } from '../src/app.ts';
import { readConfig } from '../src/platform/config.ts';
import { insertMany } from '../src/platform/db/index.ts';
import { newId } from '../src/platform/ids.ts';

const AT_ONCE = 100;
const LONG_AGO = Date.UTC(2001, 0, 1);

/** How the first person signs in. */
export const ENTRY = { email: 'p0@example.org', password: 'only for the benchmark 4711' };

export const settings = (dataDir: string) => readConfig({ DATA_DIR: dataDir, LIMITS: 'off', LOG: 'error' });

export interface Place {
  dataDir: string;
  databaseUrl: string | null;
}

/** Opens the house without its network for some work. */
export async function inApp<T>({ dataDir, databaseUrl }: Place, work: (app: App) => Promise<T>): Promise<T> {
  const app = await createApp({ ...settings(dataDir), databaseUrl });
  try {
    return await work(app);
  } finally {
    await app.close();
  }
}

/** So many people of an empty installation, the first of whom can sign in. */
export async function settle(app: App, people: number): Promise<Visit[]> {
  const visitor = app.visitAs({ personId: null, scopes: null, address: 'bench' });
  const pass = new URL((await app.foundingLink('http://localhost'))!).searchParams.get('key')!;
  await visitor.act('accounts.register', { ...ENTRY, handle: 'p0', name: 'Person Zero', pass });
  const ids = Array.from({ length: people - 1 }, () => newId());
  await app.store.write((db) => insertMany()(db, 'person', ids.map(personRow)));
  const { id } = await app.store.read
    .selectFrom('person')
    .select('id')
    .where('handle', '=', 'p0')
    .executeTakeFirstOrThrow();
  return [id, ...ids].map((personId) => app.visitAs({ personId, scopes: null, address: 'bench' }));
}

const personRow = (id: string, at: number) => ({
  ...{ id, handle: `p${at + 1}`, name: `Person ${at + 1}`, about: '', interests: '[]', time_zone: 'UTC' },
  ...{ language: 'en', picture: null, imported: 0, created_at: Date.now() },
});

/** A token that may do everything. */
export async function tokenOf(person: Visit): Promise<string> {
  const scopes = ['read' as const, 'write' as const];
  return (await person.act('accounts.create-token', { id: newId(), name: 'benchmark', scopes })).secret;
}

/** A community that the first of these people founds, all are in, and that has a room. */
export async function openCommunity(app: App, [founder, ...others]: Visit[], slug: string) {
  const [communityId, roomId] = [newId(), newId()];
  await founder!.act('communities.found', { id: communityId, name: slug, slug, sizeLimit: 200 });
  await founder!.act('conversations.open-room', { id: roomId, communityId, slug: 'all', title: 'All' });
  const rows = others.map(({ viewer }) => memberRow(communityId, viewer.personId!));
  await app.store.write((db) => insertMany()(db, 'member', rows));
  return { communityId, roomId };
}

const memberRow = (community_id: string, person_id: string) => ({
  ...{
    community_id,
    person_id,
    role: 'member',
    joined_at: LONG_AGO,
    introduction: 'Hello.',
    invited_by: null,
  },
});

/** All at once would hold everything in memory, one by one would sync the disk for each. */
export async function inTurn<In, Out>(
  list: In[],
  work: (one: In, at: number) => Promise<Out>,
): Promise<Out[]> {
  const done: Out[] = [];
  for (let at = 0; at < list.length; at += AT_ONCE) {
    done.push(
      ...(await Promise.all(list.slice(at, at + AT_ONCE).map((one, offset) => work(one, at + offset)))),
    );
  }
  return done;
}
