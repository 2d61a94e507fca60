import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** Who was removed from where is asked by the person as well, to tell them why. */
export async function up(db: Kysely<any>): Promise<void> {
  await sql.raw(`create index removal_person on removal (person_id)`).execute(db);
}
