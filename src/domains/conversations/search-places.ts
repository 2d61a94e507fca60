import { sql } from 'kysely';
import type { RawBuilder, SqlBool } from 'kysely';
import type { Context } from '../../platform/act.ts';
import { matches, wordsOf } from '../../platform/search/index.ts';
import { LARGEST_NUMBER } from './message.ts';

/** A community that a search looks into. */
export type Community = Awaited<ReturnType<typeof myCommunities>>[number];

/** The communities that a search looks into: all of one's own, or one of them. */
export function myCommunities({ db, me }: Context, communityId: string | undefined) {
  const query = db
    .selectFrom('member')
    .innerJoin('community', 'community.id', 'member.community_id')
    .select(['community.id', 'community.slug'])
    .where('member.person_id', '=', me);
  return (communityId ? query.where('member.community_id', '=', communityId) : query).execute();
}

/** Whether the conversation of a row is one that this person may see. */
export const isSeenBy = (me: string) => sql<SqlBool>`exists (
    select 1 from member where member.community_id = conversation.community_id and member.person_id = ${me})
  and (conversation.restricted = 0 or exists (select 1 from participant
    where participant.community_id = conversation.community_id
      and participant.conversation_id = conversation.id and participant.person_id = ${me}))`;

/** Where `in:` says to look. */
export interface Where {
  /** A number, or an address of a room or a community, as it was written. */
  asked: string;
  /** Conversations that are called so. */
  called: PlaceToLook[];
}

export interface PlaceToLook {
  communityId: string;
  /** Null for the whole community. */
  conversationId: string | null;
}

const MOST_TITLES = 200;
const MOST_CALLED = 20;

/** What is meant by the value of `in:`, which may also be a title, whichever case and accents it is written in. */
export async function whereIs(
  context: Context,
  asked: string | null,
  communities: Community[],
): Promise<Where | null> {
  if (asked === null) return null;
  const words = wordsOf(asked);
  const called: PlaceToLook[] = [];
  for (const { id } of words.length ? communities : []) {
    const titled = await withTitle(context, words, id);
    called.push(...titled.map((conversationId) => ({ communityId: id, conversationId })));
  }
  return { asked, called: called.slice(0, MOST_CALLED) };
}

async function withTitle(context: Context, words: string[], communityId: string): Promise<string[]> {
  const { hits, on, newest } = matches(context.services.engine, 'conversation', { communityId }, [words]);
  const rows = await context.db
    .selectFrom(hits.as('hit'))
    .crossJoin('conversation')
    .select(['conversation.id', 'conversation.title'])
    .where(on)
    .where('conversation.community_id', '=', communityId)
    .where(isSeenBy(context.me))
    .modifyEnd(newest(MOST_TITLES))
    .execute();
  const wanted = words.join(' ');
  return rows.filter(({ title }) => wordsOf(title).join(' ') === wanted).map(({ id }) => id);
}

/** Whether a row of a conversation and its community is where one asked to look. */
export function isInside(where: Where | null): RawBuilder<SqlBool> {
  if (where === null) return sql`1 = 1`;
  const { asked, called } = where;
  const ids = called.map(({ conversationId }) => conversationId);
  const addressed = isNumber(asked)
    ? sql`conversation.number = ${numberOf(asked)}`
    : sql`(conversation.slug = ${asked} or community.slug = ${asked})`;
  return ids.length ? sql`(${addressed} or conversation.id in (${sql.join(ids)}))` : sql`${addressed}`;
}

const isNumber = (where: string) => /^\d+$/.test(where);
const numberOf = (where: string) => Math.min(Number(where), LARGEST_NUMBER);

/** Each place once. */
export async function placesToLook(
  context: Context,
  where: Where | null,
  communities: Community[],
): Promise<PlaceToLook[]> {
  const whole = communities.filter(({ slug }) => where === null || slug === where.asked);
  const places: PlaceToLook[] = whole.map(({ id }) => ({ communityId: id, conversationId: null }));
  if (where === null) return places;
  for (const { id } of communities) {
    if (whole.some((one) => one.id === id)) continue; // All of it is looked through already.
    const addressed = await conversationAt(context, id, where.asked);
    const called = where.called.filter((one) => one.communityId === id);
    const ids = new Set([...(addressed ? [addressed.id] : []), ...called.map((one) => one.conversationId)]);
    places.push(...[...ids].map((conversationId) => ({ communityId: id, conversationId })));
  }
  return places;
}

function conversationAt({ db }: Context, communityId: string, where: string) {
  const query = db.selectFrom('conversation').select('id').where('community_id', '=', communityId);
  return (
    isNumber(where) ? query.where('number', '=', numberOf(where)) : query.where('slug', '=', where)
  ).executeTakeFirst();
}
