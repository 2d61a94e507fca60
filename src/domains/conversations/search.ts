import { sql } from 'kysely';
import { z } from 'zod';
import { read } from '../../platform/act.ts';
import type { Context } from '../../platform/act.ts';
import { id } from '../../platform/ids.ts';
import { highlight, matches } from '../../platform/search/index.ts';
import { cardOf, personCard } from '../accounts/index.ts';
import { loadMembership } from '../communities/index.ts';
import { LARGEST_NUMBER } from './message.ts';
import { findPeople } from './search-people.ts';
import { asksAnything, readQuery } from './search-query.ts';
import type { Asked } from './search-query.ts';

const place = z.object({
  communityId: id,
  communitySlug: z.string(),
  communityName: z.string(),
  conversationId: id,
  kind: z.enum(['room', 'thread', 'direct', 'discussion']),
  number: z.number().int(),
  slug: z.string().nullable(),
  title: z.string(),
});
const pieces = z.array(z.object({ text: z.string(), hit: z.boolean() }));

export const search = read({
  name: 'conversations.search',
  does: 'Finds messages, rooms, threads, directs and people among all that one may see, best first. Filters: from: in: before: after: has:',
  input: z.object({
    q: z.string().max(300),
    communityId: id.optional(),
    limit: z.number().int().min(1).max(50).default(20),
    skip: z.number().int().min(0).max(1000).default(0),
  }),
  output: z.object({
    messages: z.array(
      z.object({ place, number: z.number().int(), author: personCard.nullable(), at: z.number(), pieces }),
    ),
    conversations: z.array(z.object({ place, pieces })),
    people: z.array(z.object({ person: personCard, communityId: id, communitySlug: z.string() })),
    more: z.boolean(),
  }),
  limit: { times: 60, seconds: 60 },
  async run(context, { q, communityId, limit, skip }) {
    if (communityId) await loadMembership(context, communityId);
    const asked = readQuery(q);
    if (!asksAnything(asked)) return { messages: [], conversations: [], people: [], more: false };
    const rows = await findMessages(context, asked, communityId, limit + 1, skip);
    const onlyWords = asked.terms.length > 0 && skip === 0 && !filtered(asked);
    return {
      messages: rows.slice(0, limit).map((row) => ({
        place: placeOf(row),
        number: row.message_number,
        author: row.author_id ? authorOf(row) : null,
        at: row.message_at,
        pieces: highlight(row.body, asked.terms),
      })),
      conversations: onlyWords ? await findTitles(context, asked, communityId) : [],
      people: onlyWords ? await findPeople(context, asked.terms.flat(), communityId) : [],
      more: rows.length > limit,
    };
  },
});

const filtered = (asked: Asked) =>
  asked.has.size > 0 || [asked.from, asked.in, asked.before, asked.after].some((one) => one !== null);

/** The conversations that the viewer may see, in one community or all of theirs. */
function seen(context: Context, communityId: string | undefined) {
  const query = context.db
    .selectFrom('conversation')
    .innerJoin('member', (join) =>
      join
        .onRef('member.community_id', '=', 'conversation.community_id')
        .on('member.person_id', '=', context.me),
    )
    .innerJoin('community', 'community.id', 'conversation.community_id')
    .leftJoin('participant', (join) =>
      join
        .onRef('participant.community_id', '=', 'conversation.community_id')
        .onRef('participant.conversation_id', '=', 'conversation.id')
        .on('participant.person_id', '=', context.me),
    )
    .where((row) =>
      row.or([row('conversation.restricted', '=', 0), row('participant.person_id', 'is not', null)]),
    )
    .select(['conversation.community_id', 'conversation.id', 'conversation.kind', 'conversation.number'])
    .select(['conversation.slug', 'conversation.title', 'conversation.about'])
    .select(['community.slug as community_slug', 'community.name as community_name']);
  return communityId ? query.where('conversation.community_id', '=', communityId) : query;
}

async function findMessages(
  context: Context,
  asked: Asked,
  communityId: string | undefined,
  limit: number,
  skip: number,
) {
  let query = seen(context, communityId)
    .innerJoin('message', (join) =>
      join
        .onRef('message.community_id', '=', 'conversation.community_id')
        .onRef('message.conversation_id', '=', 'conversation.id'),
    )
    .leftJoin('person', 'person.id', 'message.author_id')
    .select([
      'message.number as message_number',
      'message.author_id',
      'message.created_at as message_at',
      'message.body',
    ])
    .select(['person.handle', 'person.name', 'person.picture', 'person.imported'])
    .where('message.state', '=', 'here');
  if (asked.from) query = query.where('person.handle', '=', asked.from);
  if (asked.in) {
    const where = asked.in;
    query = /^\d+$/.test(where)
      ? query.where('conversation.number', '=', Math.min(Number(where), LARGEST_NUMBER))
      : query.where((row) =>
          row.or([row('conversation.slug', '=', where), row('community.slug', '=', where)]),
        );
  }
  if (asked.before !== null) query = query.where('message.created_at', '<', asked.before);
  if (asked.after !== null) query = query.where('message.created_at', '>=', asked.after);
  if (asked.has.has('link')) query = query.where('message.has_link', '=', 1);
  if (asked.has.has('file') || asked.has.has('picture')) query = query.where('message.has_file', '=', 1);
  if (asked.has.has('picture')) query = query.where((row) => row.exists(pictureOn));
  if (asked.has.has('reaction')) query = query.where('message.reacted', '=', 1);
  if (asked.terms.length) {
    const { hits, on, rank } = matches(context.services.engine, 'message', asked.terms);
    query = query.innerJoin(hits.as('hit'), (join) => join.on(on)).orderBy(rank) as typeof query;
  }
  return query.orderBy('message.created_at', 'desc').limit(limit).offset(skip).execute();
}

const pictureOn = sql<boolean>`select 1 from attachment where attachment.community_id = message.community_id
  and attachment.conversation_id = message.conversation_id and attachment.number = message.number
  and attachment.preview = 1` as never;

async function findTitles(context: Context, asked: Asked, communityId: string | undefined) {
  const { hits, on, rank } = matches(context.services.engine, 'conversation', asked.terms);
  const rows = await seen(context, communityId)
    .innerJoin(hits.as('hit'), (join) => join.on(on))
    .orderBy(rank)
    .orderBy('conversation.last_at', 'desc')
    .limit(8)
    .execute();
  return rows.map((row) => ({ place: placeOf(row), pieces: highlight(row.about || row.title, asked.terms) }));
}

function placeOf(row: {
  community_id: string;
  community_slug: string;
  community_name: string;
  id: string;
  kind: string;
  number: number;
  slug: string | null;
  title: string;
}): z.output<typeof place> {
  return {
    communityId: row.community_id,
    communitySlug: row.community_slug,
    communityName: row.community_name,
    conversationId: row.id,
    kind: row.kind as z.output<typeof place>['kind'],
    number: row.number,
    slug: row.slug,
    title: row.title,
  };
}

function authorOf(row: {
  author_id: string | null;
  handle: string | null;
  name: string | null;
  picture: string | null;
  imported: number | null;
}) {
  return cardOf({
    id: row.author_id!,
    handle: row.handle!,
    name: row.name!,
    picture: row.picture,
    imported: row.imported!,
  });
}
