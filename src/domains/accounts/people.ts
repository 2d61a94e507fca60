import { preparedList } from '../../platform/db/index.ts';
import type { Db } from '../../platform/db/index.ts';
import type { PersonCard, PersonView } from './person.ts';
import type { PersonRow } from './tables.ts';

/** How a person's row looks beside what they say. */
export function cardOf(row: Pick<PersonRow, 'id' | 'handle' | 'name' | 'picture' | 'imported'>): PersonCard {
  return {
    id: row.id,
    handle: row.handle,
    name: row.name,
    picture: pictureUrl(row.picture),
    imported: row.imported === 1,
  };
}

const rowsOfCards = preparedList((db, _given: object, ids: string[]) =>
  db.selectFrom('person').select(['id', 'handle', 'name', 'picture', 'imported']).where('id', 'in', ids),
);

/** The cards of several people by their ids; people who are gone are not in it. */
export async function personCards(db: Db, ids: Iterable<string | null>): Promise<Map<string, PersonCard>> {
  const wanted = [...new Set(ids)].filter((one): one is string => one !== null);
  if (wanted.length === 0) return new Map();
  const rows = await rowsOfCards(db, {}, wanted);
  return new Map(rows.map((row) => [row.id, cardOf(row)]));
}

/** A person as fellow members see them; undefined when there is none. */
export async function findPerson(db: Db, personId: string): Promise<PersonView | undefined> {
  const row = await db.selectFrom('person').selectAll().where('id', '=', personId).executeTakeFirst();
  return row && viewOf(row);
}

/** Several people as fellow members see them, by their ids; people who are gone are not in it. */
export async function findPeople(db: Db, ids: Iterable<string>): Promise<Map<string, PersonView>> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return new Map();
  const rows = await db.selectFrom('person').selectAll().where('id', 'in', wanted).execute();
  return new Map(rows.map((row) => [row.id, viewOf(row)]));
}

export function viewOf(row: PersonRow): PersonView {
  return {
    ...cardOf(row),
    about: row.about,
    interests: JSON.parse(row.interests) as string[],
    timeZone: row.time_zone,
    language: row.language as PersonView['language'],
    createdAt: row.created_at,
  };
}

const pictureUrl = (picture: string | null) => (picture ? `/files/people/${picture}` : null);
