import { sql } from 'kysely';
import type { RawBuilder, SqlBool } from 'kysely';
import type { Context } from '../../platform/act.ts';
import { preparedList } from '../../platform/db/index.ts';
import { matches, weigher } from '../../platform/search/index.ts';
import type { How, Terms } from '../../platform/search/index.ts';
import { saidLately } from './search-lately.ts';
import { isInside, isOpenTo, PLACE, placesToLook, whereIs } from './search-places.ts';
import type { Community, PlaceToLook, Where } from './search-places.ts';
import { filtered } from './search-query.ts';
import type { Asked } from './search-query.ts';

/** Where in a list of hits a page begins, and how many it may hold. */
export interface Stretch {
  skip: number;
  limit: number;
}

const MESSAGE = [
  ...(['message.number as message_number', 'message.author_id', 'message.body'] as const),
  'message.created_at as message_at',
  ...(['person.handle', 'person.name', 'person.picture', 'person.imported'] as const),
] as const;

/** Of most that are weighed nothing is shown, so no more is read of them. */
const WEIGHED = [
  ...(['message.community_id', 'message.conversation_id', 'message.id', 'message.body'] as const),
  ...(['message.number as message_number', 'message.created_at as message_at'] as const),
] as const;

/** Messages among all that the viewer may see: best first where words are asked for, else the newest first. */
export async function findMessages(
  context: Context,
  asked: Asked,
  communities: Community[],
  stretch: Stretch,
) {
  const author = asked.from === null ? null : await personCalled(context, asked.from);
  const sought = { ...asked, author, where: await whereIs(context, asked.in, communities) };
  return asked.terms.length
    ? bestFirst(context, sought, communities, stretch)
    : newestFirst(context, sought, communities, stretch);
}

/** What was asked for, with the author and the places that are meant. */
interface Sought extends Asked {
  author: string | null;
  where: Where | null;
}

/** Where nobody is called so it is nobody's id, and looked for all the same: how long it takes tells nothing. */
const NOBODY = 'nobody';

async function personCalled({ db }: Context, handle: string): Promise<string> {
  const row = await db.selectFrom('person').select('id').where('handle', '=', handle).executeTakeFirst();
  return row?.id ?? NOBODY;
}

/** Of a word that is said all the time, the newest messages are weighed, and the others follow by their time. */
const MOST_WEIGHED = 300;

/** Looks into one community after the other, as each has its own part of the index. */
async function bestFirst(
  context: Context,
  sought: Sought,
  communities: Community[],
  { skip, limit }: Stretch,
) {
  const wanted = skip + limit;
  const found: Hit[][] = [];
  for (const community of communities) {
    const look: Look = (terms, how, most) => newestHits(context, { ...sought, terms }, community, most, how);
    found.push(await hitsIn(look, sought, Math.max(MOST_WEIGHED, wanted)));
  }
  const first = found.flatMap((hits) => hits.slice(0, MOST_WEIGHED)).sort(later);
  const best = byWeight(first.slice(0, MOST_WEIGHED), weigher(sought.terms));
  const others = inTurn(found.map((hits) => hits.slice(MOST_WEIGHED)));
  return whole(context, [...best, ...first.slice(MOST_WEIGHED), ...others].slice(skip, wanted));
}

/**
 * One list of all of them, each in its own order, which an import makes another than that of time. Whoever reads on
 * finds each hit once, as what a longer look adds must come behind what a shorter one gave.
 */
function inTurn(lists: Hit[][]): Hit[] {
  const left = lists.map((hits) => hits.values());
  const heads = left.map((hits) => hits.next().value);
  const all: Hit[] = [];
  for (;;) {
    const latest = heads.reduce(
      (best, head, at) => (head && (best < 0 || later(head, heads[best]!) < 0) ? at : best),
      -1,
    );
    if (latest < 0) return all;
    all.push(heads[latest]!);
    heads[latest] = left[latest]!.next().value;
  }
}

type Look = (terms: Terms, how: How, most: number) => Promise<Hit[]>;

/**
 * Longer words that begin like the last are looked for only where the words as they are were not said often. They come
 * behind, so that a longer look gives what a shorter one gave and then more.
 */
async function hitsIn(look: Look, sought: Sought, most: number): Promise<Hit[]> {
  const said = await saidAsTheyAre(look, sought, most);
  return said.length >= MOST_WEIGHED
    ? said
    : [...said, ...(await look(sought.terms, 'longer', most - said.length))];
}

/**
 * What was seen among the newest comes first however long a look is, as an index may take some signs between words for a
 * part of them.
 */
async function saidAsTheyAre(look: Look, sought: Sought, most: number): Promise<Hit[]> {
  const seen = await saidAllTheTime(look, sought);
  if (seen.length >= most) return seen;
  const known = new Set(seen.map(({ id }) => id));
  const others = await look(sought.terms, 'words', most);
  return [...seen, ...others.filter(({ id }) => !known.has(id))];
}

/** Filters may leave so few that very many would be read for them. */
async function saidAllTheTime(look: Look, sought: Sought): Promise<Hit[]> {
  if (filtered(sought)) return [];
  return saidLately((size) => look([], 'words', size), sought.terms, MOST_WEIGHED);
}

const byWeight = (hits: Hit[], weight: (text: string) => number): Hit[] =>
  hits
    .map((hit) => ({ hit, weight: weight(hit.body) }))
    .sort((a, b) => b.weight - a.weight || later(a.hit, b.hit))
    .map(({ hit }) => hit);

type Hit = Awaited<ReturnType<typeof newestHits>>[number];

/** Without words, so many are looked at for each that is wanted, as somebody may see few or none of the newest. */
const LOOKED_AT = 4;

/**
 * The newest hits are asked one by one whether they are open to this person, as many as are wanted. Joined, PostgreSQL
 * would read all conversations of the community for some hundred messages.
 */
function newestHits(context: Context, sought: Sought, community: Community, most: number, how: How) {
  const within = { communityId: community.id, authorId: sought.author };
  const { hits, on, newest } = matches(context.services.engine, 'message', within, sought.terms, how);
  const bound = sought.terms.length ? sql`` : sql` limit ${LOOKED_AT * most}`;
  const said = context.db
    .selectFrom(hits.as('hit'))
    .crossJoin('message')
    .select(WEIGHED)
    .where(on)
    .where('message.community_id', '=', community.id)
    .where(isWanted(sought))
    .where(isInside(sought.where, community))
    .modifyEnd(sql`${newest}${bound}`);
  return context.db
    .selectFrom(said.as('said'))
    .selectAll()
    .where(
      sql<SqlBool>`(select ${isOpenTo(context.me)} from conversation
        where conversation.community_id = ${community.id} and conversation.id = said.conversation_id)`,
    )
    .limit(most)
    .execute();
}

/** Hits with all that is shown of them, in their order. What was deleted a moment ago is no longer there. */
async function whole({ db }: Context, page: Hit[]) {
  const rows = new Map<string, Awaited<ReturnType<typeof readWhole>>[number]>();
  const of = (communityId: string, messageId: string) => `${communityId} ${messageId}`;
  for (const [communityId, hits] of Map.groupBy(page, (hit) => hit.community_id)) {
    const ids = hits.map(({ id }) => id);
    for (const row of await readWhole(db, { communityId }, ids))
      rows.set(of(communityId, row.message_id), row);
  }
  return page.flatMap((hit) => rows.get(of(hit.community_id, hit.id)) ?? []);
}

const readWhole = preparedList((db, { communityId }: { communityId: string }, ids: string[]) =>
  db
    .selectFrom('message')
    .innerJoin('conversation', (join) =>
      join
        .onRef('conversation.community_id', '=', 'message.community_id')
        .onRef('conversation.id', '=', 'message.conversation_id'),
    )
    .innerJoin('community', 'community.id', 'conversation.community_id')
    .leftJoin('person', 'person.id', 'message.author_id')
    .select([...PLACE, ...MESSAGE, 'message.id as message_id'])
    .where('message.community_id', '=', communityId)
    .where('message.id', 'in', ids)
    .where('message.state', '=', 'here'),
);

/** Marks are written out, as an index of the marked ones serves only where the query says so too. */
function isWanted({ author, before, after, has }: Sought): RawBuilder<SqlBool> {
  const all: RawBuilder<unknown>[] = [sql`message.state = 'here'`];
  if (author !== null) all.push(sql`message.author_id = ${author}`);
  if (before !== null) all.push(sql`message.created_at < ${before}`);
  if (after !== null) all.push(sql`message.created_at >= ${after}`);
  if (has.has('link')) all.push(sql`message.has_link = 1`);
  if (has.has('file') || has.has('picture')) all.push(sql`message.has_file = 1`);
  if (has.has('picture')) all.push(hasPicture);
  if (has.has('reaction')) all.push(sql`message.reacted = 1`);
  return sql`${sql.join(all, sql` and `)}`;
}

const hasPicture = sql`exists (select 1 from attachment where attachment.community_id = message.community_id
  and attachment.conversation_id = message.conversation_id and attachment.number = message.number
  and attachment.preview = 1)`;

/** Each place has its newest in order by an index, so only those are read that may come onto the page. */
async function newestFirst(
  context: Context,
  sought: Sought,
  communities: Community[],
  { skip, limit }: Stretch,
) {
  const found = [];
  for (const place of await placesToLook(context, sought.where, communities)) {
    found.push(...(await newestIn(context, sought, place, skip + limit)));
  }
  return found.sort(later).slice(skip, skip + limit);
}

const later = (a: When, b: When) => b.message_at - a.message_at || b.message_number - a.message_number;

interface When {
  message_at: number;
  message_number: number;
}

/** Begins at the messages, in the order of their index. */
function newestIn(
  context: Context,
  sought: Sought,
  { communityId, conversationId }: PlaceToLook,
  most: number,
) {
  const query = context.db
    .selectFrom('message')
    .crossJoin('conversation')
    .innerJoin('community', 'community.id', 'conversation.community_id')
    .leftJoin('person', 'person.id', 'message.author_id')
    .select([...PLACE, ...MESSAGE])
    .where('message.community_id', '=', communityId)
    .whereRef('conversation.community_id', '=', 'message.community_id')
    .whereRef('conversation.id', '=', 'message.conversation_id')
    .where(isOpenTo(context.me))
    .where(isWanted(sought))
    .limit(most);
  if (conversationId !== null) {
    const inside = query.where('message.conversation_id', '=', conversationId);
    return inside.orderBy('message.number', 'desc').execute();
  }
  // To the last, as pages of many at one instant would else overlap.
  return query
    .orderBy('message.created_at', 'desc')
    .orderBy('message.number', 'desc')
    .orderBy('message.conversation_id', 'desc')
    .execute();
}
