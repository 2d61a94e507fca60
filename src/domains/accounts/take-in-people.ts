import type { Db, InsertMany } from '../../platform/db/index.ts';

const LONGEST_HANDLE = 30;

/** An author of an archive, who has no account here. */
export interface ImportedPerson {
  id: string;
  name: string;
  /** What they would like to be called in mentions: letters, digits, dots, dashes and underscores. */
  wanted: string;
  bot: boolean;
}

/** Handles for people of an archive: what they want where it is free, else with an ending made from their id. */
export async function freeHandles(db: Db, people: ImportedPerson[]): Promise<Map<string, string>> {
  if (people.length === 0) return new Map();
  const wanted = people.map((person) => person.wanted.slice(0, LONGEST_HANDLE));
  const rows = await db.selectFrom('person').select('handle').where('handle', 'in', wanted).execute();
  const taken = new Set(rows.map((row) => row.handle));
  const handles = new Map<string, string>();
  for (const [index, { id }] of people.entries()) {
    const free = taken.has(wanted[index]!) ? withEnding(wanted[index]!, id) : wanted[index]!;
    taken.add(free);
    handles.set(id, free);
  }
  return handles;
}

/** The end of an id is random, so that no other has it. */
function withEnding(wanted: string, id: string): string {
  const ending = `.${id.slice(-8)}`;
  return wanted.slice(0, LONGEST_HANDLE - ending.length) + ending;
}

/** Adds people of an archive, shown as such; throws where a handle has been taken meanwhile. */
export async function takeInPeople(
  db: Db,
  many: InsertMany,
  people: ImportedPerson[],
  handles: Map<string, string>,
  now: number,
): Promise<void> {
  const rows = people.map(({ id, name, bot }) => ({
    id,
    handle: handles.get(id)!,
    name,
    about: bot ? 'Bot' : '',
    interests: '[]',
    time_zone: 'UTC',
    language: 'en',
    picture: null,
    imported: 1,
    created_at: now,
  }));
  await many(db, 'person', rows);
}

/** Forgets people of an archive who are no longer needed, because the members that they were have claimed them. */
export async function forgetImported(db: Db, personId: string): Promise<void> {
  await db.deleteFrom('person').where('id', '=', personId).where('imported', '=', 1).execute();
}
