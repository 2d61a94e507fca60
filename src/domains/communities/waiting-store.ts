import type { Writing } from '../../platform/act.ts';
import type { Db } from '../../platform/db/index.ts';
import type { WaitingRow } from './tables.ts';

export async function findWaiting(
  db: Db,
  communityId: string,
  personId: string,
): Promise<WaitingRow | undefined> {
  return db
    .selectFrom('waiting')
    .selectAll()
    .where('community_id', '=', communityId)
    .where('person_id', '=', personId)
    .executeTakeFirst();
}

/** Puts somebody on the list; asking again keeps their place and takes the newer introduction. */
export async function putOnList(context: Writing, row: WaitingRow): Promise<WaitingRow> {
  const { introduction, invited_by } = row;
  const stored = await context.db
    .insertInto('waiting')
    .values(row)
    .onConflict((there) =>
      there.columns(['community_id', 'person_id']).doUpdateSet({ introduction, invited_by }),
    )
    .returningAll()
    .executeTakeFirstOrThrow();
  await announce(context, row.community_id, row.person_id);
  return stored;
}

/** Takes somebody off the list; false when they are not on it. */
export async function endWaiting(context: Telling, communityId: string, personId: string): Promise<boolean> {
  const gone = await context.db
    .deleteFrom('waiting')
    .where('community_id', '=', communityId)
    .where('person_id', '=', personId)
    .returning('person_id')
    .executeTakeFirst();
  if (gone) await announce(context, communityId, personId);
  return gone !== undefined;
}

type Telling = Pick<Writing, 'db' | 'announce'>;

const announce = (context: Telling, communityId: string, personId: string) =>
  context.announce({ communityId, kind: 'waiting.changed', payload: { personId } });
