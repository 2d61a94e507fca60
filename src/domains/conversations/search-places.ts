import { sql } from 'kysely';
import type { RawBuilder, SqlBool } from 'kysely';
import type { Context } from '../../platform/act.ts';
import { matches, wordsOf, wordsSought } from '../../platform/search/index.ts';
import type { Terms } from '../../platform/search/index.ts';
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

/** Whether the conversation of a row, in a community of one's own, is one that this person may see. */
export const isOpenTo = (
  me: string,
) => sql<SqlBool>`(conversation.restricted = 0 or exists (select 1 from participant
    where participant.community_id = conversation.community_id
      and participant.conversation_id = conversation.id and participant.person_id = ${me}))`;

/** The columns of a conversation that say where a hit is. */
export const PLACE = [
  ...(['conversation.community_id', 'conversation.id', 'conversation.kind', 'conversation.number'] as const),
  ...(['conversation.slug', 'conversation.title', 'conversation.about'] as const),
  ...(['community.slug as community_slug', 'community.name as community_name'] as const),
] as const;

const MOST_TITLES = 200;

/** Conversations of a community that hold the words in their title, or in what they are about; of very many, the newest. */
export function titlesIn(context: Context, terms: Terms, communityId: string) {
  const { hits, on, newest } = matches(context.services.engine, 'conversation', { communityId }, terms);
  return context.db
    .selectFrom(hits.as('hit'))
    .crossJoin('conversation')
    .innerJoin('community', 'community.id', 'conversation.community_id')
    .select([...PLACE, 'conversation.last_at'])
    .where(on)
    .where('conversation.community_id', '=', communityId)
    .where(isOpenTo(context.me))
    .modifyEnd(sql`${newest} limit ${MOST_TITLES}`)
    .execute();
}

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
    const titled = (await titlesIn(context, [wordsSought(asked)], id)).filter((row) => isCalled(row, words));
    called.push(...titled.map((row) => ({ communityId: id, conversationId: row.id })));
  }
  return { asked, called: called.slice(0, MOST_CALLED) };
}

const isCalled = ({ title }: { title: string }, words: string[]) =>
  wordsOf(title).join(' ') === words.join(' ');

/** Whether a message of this community is where one asked to look. */
export function isInside(where: Where | null, community: Community): RawBuilder<SqlBool> {
  if (where === null || where.asked === community.slug) return sql`1 = 1`;
  const { asked, called } = where;
  const ids = called.map(({ conversationId }) => conversationId);
  const addressed = isNumber(asked) ? sql`number = ${numberOf(asked)}` : sql`slug = ${asked}`;
  return sql`message.conversation_id in (select id from conversation where community_id = ${community.id}
    and ${ids.length ? sql`(${addressed} or id in (${sql.join(ids)}))` : addressed})`;
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
