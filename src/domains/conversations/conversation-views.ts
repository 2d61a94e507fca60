import { sql } from 'kysely';
import { personCards } from '../accounts/index.ts';
import type { PersonCard } from '../accounts/index.ts';
import { preparedList } from '../../platform/db/index.ts';
import type { Db } from '../../platform/db/index.ts';
import type { ConversationView, Level } from './conversation.ts';
import type { ConversationRow } from './tables.ts';

/** What one person has read of a conversation, and how they follow it. */
interface MineColumns {
  read_number: number | null;
  level: string | null;
  following: number | null;
  mentions: number | null;
}

export type SeenRow = ConversationRow & MineColumns;

/** The conversations of a community that a member may see, with what is theirs in each. */
export function seenBy(db: Db, communityId: string, personId: string) {
  return db
    .selectFrom('conversation')
    .leftJoin('reading', (join) =>
      join
        .onRef('reading.community_id', '=', 'conversation.community_id')
        .onRef('reading.conversation_id', '=', 'conversation.id')
        .on('reading.person_id', '=', personId),
    )
    .leftJoin('participant', (join) =>
      join
        .onRef('participant.community_id', '=', 'conversation.community_id')
        .onRef('participant.conversation_id', '=', 'conversation.id')
        .on('participant.person_id', '=', personId),
    )
    .selectAll('conversation')
    .select(['reading.read_number', 'reading.level', 'reading.following'])
    .select(unreadMentions(personId).as('mentions'))
    .where('conversation.community_id', '=', communityId)
    .where((row) =>
      row.or([row('conversation.restricted', '=', 0), row('participant.person_id', 'is not', null)]),
    );
}

/** How many messages after the read mark are addressed to this person, beside a row of `seenBy`. */
export const unreadMentions = (personId: string) => sql<number>`(
  select count(*) from mention
  where mention.community_id = conversation.community_id and mention.person_id = ${personId}
    and mention.conversation_id = conversation.id and mention.number > coalesce(reading.read_number, 0))`;

/** The ids of the restricted conversations that a person takes part in, to begin with where only those matter. */
export const takingPart = (communityId: string, personId: string) => sql<string>`(
  select conversation_id from participant where community_id = ${communityId} and person_id = ${personId})`;

/** What is shown of these rows. Three more queries at most, however many rows. */
export async function conversationViews(db: Db, rows: SeenRow[]): Promise<ConversationView[]> {
  if (rows.length === 0) return [];
  const communityId = rows[0]!.community_id;
  const restricted = rows.filter((row) => row.restricted).map((row) => row.id);
  const taking = await participantsOf(db, communityId, restricted);
  const sources = await sourcesOf(db, communityId, rows);
  const ids = rows.flatMap((row) => [row.created_by, row.last_author_id]);
  const people = await personCards(db, [...ids, ...[...taking.values()].flat()]);
  return rows.map((row) => viewOf(row, people, taking.get(row.id) ?? [], sources));
}

function viewOf(
  row: SeenRow,
  people: Map<string, PersonCard>,
  participants: string[],
  sources: Map<string, Pick<ConversationRow, 'id' | 'number' | 'slug' | 'title'>>,
): ConversationView {
  const source = sources.get(row.kept_from_id ?? '');
  const card = (id: string | null) => people.get(id ?? '') ?? null;
  return {
    communityId: row.community_id,
    id: row.id,
    kind: row.kind as ConversationView['kind'],
    number: row.number,
    slug: row.slug,
    title: row.title,
    about: row.about,
    restricted: row.restricted === 1,
    createdAt: row.created_at,
    createdBy: card(row.created_by),
    lastNumber: row.last_number,
    lastAt: row.last_at,
    last: row.last_excerpt === null ? null : { author: card(row.last_author_id), excerpt: row.last_excerpt },
    closedAt: row.closed_at,
    closedReason: row.closed_reason,
    keptFrom: source ? { ...sourceOf(source), from: row.kept_from_first!, to: row.kept_from_last! } : null,
    participants: participants.flatMap((id) => people.get(id) ?? []),
    unanswered: row.kind === 'thread' && row.answered === 0,
    byNewcomer: row.by_newcomer === 1,
    mine: {
      readNumber: row.read_number ?? 0,
      level: (row.level as Level | null) ?? defaultLevel(row.kind),
      following: row.following === null ? row.kind !== 'thread' : row.following === 1,
      mentions: Number(row.mentions ?? 0),
    },
  };
}

/** Rooms and directs are heard in full unless one chooses otherwise; a thread that one is not part of stays quiet. */
export const defaultLevel = (kind: string): Level =>
  kind === 'thread' || kind === 'discussion' ? 'mentions' : 'all';

const sourceOf = (source: Pick<ConversationRow, 'id' | 'number' | 'slug' | 'title'>) => ({
  conversationId: source.id,
  number: source.number,
  slug: source.slug,
  title: source.title,
});

const participantRows = preparedList((db, given: { communityId: string }, ids: string[]) =>
  db
    .selectFrom('participant')
    .select(['conversation_id', 'person_id'])
    .where('community_id', '=', given.communityId)
    .where('conversation_id', 'in', ids)
    .orderBy('added_at')
    .orderBy('person_id'),
);

async function participantsOf(db: Db, communityId: string, ids: string[]): Promise<Map<string, string[]>> {
  if (ids.length === 0) return new Map();
  const rows = await participantRows(db, { communityId }, ids);
  const grouped = Map.groupBy(rows, (row) => row.conversation_id);
  return new Map([...grouped].map(([id, list]) => [id, list.map((row) => row.person_id)]));
}

async function sourcesOf(db: Db, communityId: string, rows: SeenRow[]) {
  const ids = rows.map((row) => row.kept_from_id).filter((one) => one !== null);
  if (ids.length === 0) return new Map<string, Pick<ConversationRow, 'id' | 'number' | 'slug' | 'title'>>();
  const found = await db
    .selectFrom('conversation')
    .select(['id', 'number', 'slug', 'title'])
    .where('community_id', '=', communityId)
    .where('id', 'in', ids)
    .execute();
  return new Map(found.map((row) => [row.id, row]));
}

/** A conversation as everybody who may see it sees it, with nobody’s own marks; undefined when it is not there. */
export async function findConversationView(
  db: Db,
  communityId: string,
  id: string,
): Promise<ConversationView | undefined> {
  const row = await db
    .selectFrom('conversation')
    .selectAll()
    .where('community_id', '=', communityId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) return undefined;
  return (
    await conversationViews(db, [{ ...row, read_number: null, level: null, following: null, mentions: null }])
  )[0];
}
