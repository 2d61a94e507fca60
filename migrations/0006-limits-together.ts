import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** What has been used of limits that all processes count together, by the hash of who and what, until when. */
export async function up(db: Kysely<any>): Promise<void> {
  await sql`create table limit_use (key text primary key, until bigint not null, used integer not null)`.execute(
    db,
  );
}
