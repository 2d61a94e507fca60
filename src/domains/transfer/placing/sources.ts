import type { Db } from '../../../platform/db/index.ts';
import type { Source } from '../record.ts';

type Kind = 'community' | 'conversation' | 'author';

/* SQLite takes tens of thousands of values in a statement; a few hundred keep its plan good. */
const ASKED_AT_ONCE = 400;

/** What earlier imports brought into a community: ids here by keys there. */
export async function knownTargets(
  db: Db,
  communityId: string,
  source: Source,
  kind: Kind,
  keys: string[],
): Promise<Map<string, string>> {
  const known = new Map<string, string>();
  for (const some of portions(keys)) {
    const rows = await db
      .selectFrom('import_source')
      .select(['key', 'target_id'])
      .where('community_id', '=', communityId)
      .where('source', '=', source)
      .where('kind', '=', kind)
      .where('key', 'in', some)
      .execute();
    for (const row of rows) known.set(row.key, row.target_id);
  }
  return known;
}

export interface KnownMessage {
  number: number;
  stub: boolean;
}

/** Which messages of a conversation are in already, by their keys. */
export async function knownMessages(
  db: Db,
  communityId: string,
  conversationId: string,
  keys: string[],
): Promise<Map<string, KnownMessage>> {
  const known = new Map<string, KnownMessage>();
  for (const some of portions(keys)) {
    const rows = await db
      .selectFrom('import_message')
      .select(['key', 'number', 'stub'])
      .where('community_id', '=', communityId)
      .where('conversation_id', '=', conversationId)
      .where('key', 'in', some)
      .execute();
    for (const row of rows) known.set(row.key, { number: row.number, stub: row.stub === 1 });
  }
  return known;
}

function* portions(keys: string[]): Generator<string[]> {
  for (let start = 0; start < keys.length; start += ASKED_AT_ONCE)
    yield keys.slice(start, start + ASKED_AT_ONCE);
}

/** Which of these communities an earlier import made for one of an archive's; undefined when it has none. */
export async function communityBefore(
  db: Db,
  source: Source,
  key: string,
  communityIds: string[],
): Promise<string | undefined> {
  if (communityIds.length === 0) return undefined;
  const row = await db
    .selectFrom('import_source')
    .select('community_id')
    .where('community_id', 'in', communityIds)
    .where('source', '=', source)
    .where('kind', '=', 'community')
    .where('key', '=', key)
    .executeTakeFirst();
  return row?.community_id;
}

/** Remembers that a community was made for one of an archive's. */
export async function rememberCommunity(
  db: Db,
  source: Source,
  key: string,
  communityId: string,
): Promise<void> {
  await db
    .insertInto('import_source')
    .values({
      community_id: communityId,
      source,
      kind: 'community',
      key,
      target_id: communityId,
      aside: null,
    })
    .onConflict((clash) => clash.doNothing())
    .execute();
}
