import type { App, Visit } from '../src/app.ts';
import { newId } from '../src/platform/ids.ts';

/** A person as tests know them: what they are called, and the house as they meet it. */
export type Person = Visit & { id: string; handle: string; name: string; email: string };

export type Cast = {
  community: { id: string; slug: string };
  /** Ines founded the community and is its host. */
  founder: Person;
  /** Tomas joined long ago, reads everything and says little. */
  reader: Person;
  /** Noor joined this week and nobody has greeted her yet. */
  newcomer: Person;
  /** Viktor was a member until a host removed him. */
  removed: Person;
  /** Sol has an account here and belongs to another community. */
  stranger: Person;
  /** Nobody in particular, not signed in. */
  visitor: Visit;
};

/** Founds a community, lets everybody in who belongs to it, and removes who does not. May be called again for another cast. */
export async function gather(app: App): Promise<Cast> {
  const names = { founder: 'Ines', reader: 'Tomas', newcomer: 'Noor', removed: 'Viktor', stranger: 'Sol' };
  const people = {} as Record<keyof typeof names, Person>;
  for (const [part, name] of Object.entries(names))
    people[part as keyof typeof names] = await meet(app, name);
  const community = await found(app, people.founder, 'Allotment 12');
  for (const part of ['reader', 'newcomer', 'removed'] as const) {
    await bringIn(people.founder, people[part], community.id);
  }
  await people.founder.act('communities.remove-member', {
    communityId: community.id,
    personId: people.removed.id,
    reason: 'Sold seeds that were not his.',
  });
  await letTimePass(app, community.id, [people.founder.id, people.reader.id]);
  await found(app, people.stranger, 'The other garden');
  return {
    community,
    ...people,
    visitor: app.visitAs({ personId: null, scopes: null, address: '192.0.2.7' }),
  };
}

const LONG_AGO_MS = 200 * 86_400_000;

/** As if these had joined 200 days before. */
async function letTimePass(app: App, communityId: string, personIds: string[]): Promise<void> {
  await app.store.write((db) =>
    db
      .updateTable('member')
      .set((row) => ({ joined_at: row('joined_at', '-', LONG_AGO_MS) }))
      .where('community_id', '=', communityId)
      .where('person_id', 'in', personIds)
      .execute(),
  );
}

/** A person with an account, who is in no community yet: `ines` by handle, or `ines2` where there is one already. */
export async function meet(app: App, name: string): Promise<Person> {
  const id = newId();
  const handle = await untaken(app, 'person', 'handle', name.toLowerCase());
  const email = `${handle}@example.org`;
  const time = new Date().toISOString();
  await app.store.write(async (db) => {
    await db
      .insertInto('person')
      .values({
        ...{ id, handle, name, about: '', interests: '[]', time_zone: 'Europe/Madrid', language: 'en' },
        ...{ picture: null, imported: 0, created_at: Date.now() },
      })
      .execute();
    await db.insertInto('auth_user').values({ id, email, created_at: time, updated_at: time }).execute();
  });
  return { id, handle, name, email, ...app.visitAs({ personId: id, scopes: null, address: '192.0.2.1' }) };
}

async function untaken(app: App, table: 'person' | 'community', column: 'handle' | 'slug', wanted: string) {
  const { ref } = app.store.read.dynamic;
  const rows = await app.store.read
    .selectFrom(table)
    .select('id')
    .where(ref<'id'>(column), 'like', `${wanted}%`)
    .execute();
  return rows.length ? `${wanted}${rows.length + 1}` : wanted;
}

/** Founds a community whose address is its name. */
export async function found(app: App, founder: Person, name: string): Promise<{ id: string; slug: string }> {
  const slug = await untaken(app, 'community', 'slug', name.toLowerCase().replaceAll(' ', '-'));
  const agreements = ['We speak as if we sat at one table.'];
  const { id } = await founder.act('communities.found', { id: newId(), name, slug, agreements });
  return { id, slug };
}

/** Invites somebody, who joins with an introduction. */
export async function bringIn(host: Person, guest: Person, communityId: string): Promise<void> {
  const { code } = await host.act('communities.invite', { communityId, id: newId(), uses: 1 });
  await guest.act('communities.join', { code, introduction: introductionOf(guest), agreed: true });
}

export const introductionOf = ({ name }: { name: string }) =>
  `I am ${name}, and I come for the beans and the talk.`;
