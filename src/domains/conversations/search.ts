import { z } from 'zod';
import { read } from '../../platform/act.ts';
import type { Context } from '../../platform/act.ts';
import { id } from '../../platform/ids.ts';
import { highlight, weigher } from '../../platform/search/index.ts';
import { cardOf, personCard } from '../accounts/index.ts';
import { loadMembership } from '../communities/index.ts';
import { findMessages } from './search-messages.ts';
import { findPeople } from './search-people.ts';
import { excerptAround } from './search-excerpt.ts';
import { myCommunities, titlesIn } from './search-places.ts';
import { asksAnything, filtered, readQuery } from './search-query.ts';
import type { Asked } from './search-query.ts';
import type { Community } from './search-places.ts';

const MOST_SKIPPED = 1000;
const MOST_TITLES = 8;

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
    skip: z.number().int().min(0).max(MOST_SKIPPED).default(0),
  }),
  output: z.object({
    messages: z.array(
      z.object({ place, number: z.number().int(), author: personCard.nullable(), at: z.number(), pieces }),
    ),
    conversations: z.array(z.object({ place, pieces })),
    people: z.array(z.object({ person: personCard, communityId: id, communitySlug: z.string() })),
    more: z.boolean(),
    asWords: z
      .array(z.string())
      .describe('Filters that say nothing usable, such as before:spring; they were looked for as words.'),
  }),
  limit: { times: 60, seconds: 60 },
  async run(context, { q, communityId, limit, skip }) {
    if (communityId) await loadMembership(context, communityId);
    const asked = readQuery(q);
    const { asWords } = asked;
    if (!asksAnything(asked)) return { messages: [], conversations: [], people: [], more: false, asWords };
    const communities = await myCommunities(context, communityId);
    const rows = await findMessages(context, asked, communities, { skip, limit: limit + 1 });
    const onlyWords = asked.terms.length > 0 && skip === 0 && !filtered(asked);
    return {
      messages: rows.slice(0, limit).map((row) => ({
        place: placeOf(row),
        number: row.message_number,
        author: row.handle === null ? null : authorOf(row),
        at: row.message_at,
        pieces: excerptAround(row.body, asked.terms),
      })),
      conversations: onlyWords ? await findTitles(context, asked, communities) : [],
      people: onlyWords ? await findPeople(context, asked.terms.flat(), communityId) : [],
      more: rows.length > limit && skip + limit <= MOST_SKIPPED,
      asWords,
    };
  },
});

/** Titles weigh more where they are short. */
async function findTitles(context: Context, { terms }: Asked, communities: Community[]) {
  const weight = weigher(terms);
  const rows = [];
  for (const { id } of communities) rows.push(...(await titlesIn(context, terms, id)));
  return rows
    .map((row) => ({ row, weight: weight(`${row.title} ${row.about}`) }))
    .sort((a, b) => b.weight - a.weight || b.row.last_at - a.row.last_at)
    .slice(0, MOST_TITLES)
    .map(({ row }) => ({ place: placeOf(row), pieces: highlight(lineOf(row), terms) }));
}

/** A place is known by its name, whichever of its words was looked for. */
const lineOf = ({ title, about }: { title: string; about: string }) =>
  about ? `${title} · ${about}` : title;

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
