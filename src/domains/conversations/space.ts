import { sql } from 'kysely';
import type { Config } from '../../platform/config.ts';
import type { Db } from '../../platform/db/index.ts';
import { invalid } from '../../platform/errors.ts';

const GB = 1024 ** 3;

/** Throws invalid where the files of a person, or of the whole community, would take more than the house gives them. */
export async function refuseBeyondSpace(
  db: Db,
  { personBytes, communityBytes }: Pick<Config, 'personBytes' | 'communityBytes'>,
  { communityId, personId, more }: { communityId: string; personId: string; more: number },
): Promise<void> {
  if ((await taken(db, communityId, personId)) + more > personBytes)
    throw invalid('content', 'no-space-person', personFull(personBytes));
  if ((await taken(db, communityId)) + more > communityBytes)
    throw invalid('content', 'no-space-community', communityFull(communityBytes));
}

/** Bytes; what was kept as a thread shares its files with the room, and counts once. */
async function taken(db: Db, communityId: string, personId?: string): Promise<number> {
  const whose = personId === undefined ? sql`` : sql`and owner_id = ${personId}`;
  const { rows } = await sql<{ bytes: number | string | null }>`select sum(size) as bytes from (
    select distinct stored, size from attachment where community_id = ${communityId} ${whose}) file`.execute(
    db,
  );
  return Number(rows[0]?.bytes ?? 0);
}

const inGb = (bytes: number) => `${Number((bytes / GB).toFixed(1))} GB`;

const personFull = (bytes: number) =>
  `Your files take up the ${inGb(bytes)} that one person has in a community. Delete messages whose files are no longer needed.`;

const communityFull = (bytes: number) =>
  `The files of this community take up all of its ${inGb(bytes)}. Whoever runs this installation can give it more.`;
