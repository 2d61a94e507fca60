import { sql } from 'kysely';
import type { Db, Store } from '../../platform/db/index.ts';
import { inParts } from './in-parts.ts';

interface Named {
  person_id: string;
  conversation_id: string;
  number: number;
}

/**
 * Forgets in which messages of a community somebody was named, once they have read them: only those that are unread are
 * ever asked for, and years of them would be looked through each time.
 */
export async function forgetReadMentions(store: Store, communityId: string): Promise<void> {
  const next = (after: Named, most: number) => namedIn(store.read, communityId, after, most);
  for await (const rows of inParts({ person_id: '', conversation_id: '', number: 0 }, next)) {
    const read = rows.filter(({ number, read_number }) => number <= (read_number ?? 0));
    for (const [personId, theirs] of Map.groupBy(read, (row) => row.person_id)) {
      const ids = [...new Set(theirs.map((row) => row.conversation_id))];
      await store.write((db) => forget(db, communityId, personId, ids), communityId);
    }
  }
}

type Looked = Named & { read_number: number | null };

async function namedIn(db: Db, communityId: string, after: Named, most: number): Promise<Looked[]> {
  const { rows } = await sql<Looked>`
    select mention.person_id, mention.conversation_id, number, read_number from mention left join reading
      on reading.community_id = mention.community_id and reading.person_id = mention.person_id
        and reading.conversation_id = mention.conversation_id
    where mention.community_id = ${communityId}
      and (mention.person_id, mention.conversation_id, number)
        > (${after.person_id}, ${after.conversation_id}, ${after.number})
    order by mention.person_id, mention.conversation_id, number limit ${most}`.execute(db);
  return rows;
}

async function forget(db: Db, communityId: string, personId: string, ids: string[]): Promise<void> {
  await db
    .deleteFrom('mention')
    .where('community_id', '=', communityId)
    .where('person_id', '=', personId)
    .where('conversation_id', 'in', ids)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('reading')
          .select('reading.read_number')
          .whereRef('reading.community_id', '=', 'mention.community_id')
          .whereRef('reading.person_id', '=', 'mention.person_id')
          .whereRef('reading.conversation_id', '=', 'mention.conversation_id')
          .whereRef('reading.read_number', '>=', 'mention.number'),
      ),
    )
    .execute();
}
