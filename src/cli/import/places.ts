import type { App, Visit } from '../../app.ts';
import { loadAccount } from '../../domains/accounts/index.ts';
import { communityAt, hostsOf } from '../../domains/communities/index.ts';
import { slugOf } from '../../domains/conversations/index.ts';
import { communityBefore, rememberCommunity } from '../../domains/transfer/index.ts';
import type { FoundCommunity } from '../../domains/transfer/index.ts';
import { forbidden, isKithError, KithError } from '../../platform/errors.ts';
import { newId } from '../../platform/ids.ts';
import type { Wanted } from '../import.ts';

const LONGEST_NAME = 60;
const LONGEST_SLUG = 34;

/** The host in whose name an archive comes in: who was named, else the first host of the community it goes into. */
export async function whoBrings(app: App, { into, host }: Wanted): Promise<string> {
  const community = into === null ? undefined : await communityAt(app.store.read, into);
  const hosts = community ? await hostsOf(app.store.read, community.id) : null;
  if (host === null) {
    if (!hosts)
      throw missing(`There is no community at “${into}” yet. Say by --host HANDLE who is to run it.`);
    return [...hosts].sort()[0]!;
  }
  const { id, handle } = await loadAccount(app.store.read, host);
  if (hosts && !hosts.has(id)) throw forbidden('hosts-only', `“${handle}” is no host of ${into}.`);
  return id;
}

/** Into which community each of the archive's goes; founds those that are not there, but none for an archive of nothing. */
export async function placesFor(
  app: App,
  { into, source }: Wanted,
  by: string,
  found: FoundCommunity[],
): Promise<Map<string, string>> {
  if (found.length === 0) return new Map();
  const host = app.visitAs({ personId: by, scopes: null, address: 'command line' });
  if (into !== null) {
    const name = found.length === 1 ? found[0]!.name : into;
    const id = (await communityAt(app.store.read, into))?.id ?? (await foundAt(host, name, into));
    return new Map(found.map(({ key }) => [key, id]));
  }
  const places = new Map<string, string>();
  for (const { key, name } of found) {
    const { communities } = await host.read('communities.list-mine', {});
    const hosted = communities.filter(({ role }) => role === 'host').map(({ id }) => id);
    const id = (await communityBefore(app.store.read, source, key, hosted)) ?? (await foundNear(host, name));
    await app.store.write((db) => rememberCommunity(db, source, key, id));
    places.set(key, id);
  }
  return places;
}

/** Founds a community whose address is its name, or the name with a number behind it where that is taken. */
async function foundNear(host: Visit, name: string): Promise<string> {
  const short = slugOf(name).slice(0, LONGEST_SLUG).replace(/-+$/, '');
  const stem = short.length < 2 ? `${short}-community` : short;
  for (let ending = 1; ; ending++) {
    try {
      return await foundAt(host, name, ending === 1 ? stem : `${stem}-${ending}`);
    } catch (error) {
      const taken = isKithError(error) && (error.reason === 'slug-taken' || error.field === 'slug');
      if (!taken || ending > 100) throw error;
    }
  }
}

async function foundAt(host: Visit, name: string, slug: string): Promise<string> {
  const called = name.trim().length < 2 ? slug : name.trim().slice(0, LONGEST_NAME).toWellFormed();
  return (await host.act('communities.found', { id: newId(), name: called, slug })).id;
}

const missing = (detail: string) => new KithError('not-found', 'not-found', detail);
