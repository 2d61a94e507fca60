import { sql } from 'kysely';
import { z } from 'zod';
import { read } from '../../platform/act.ts';
import type { Context } from '../../platform/act.ts';
import { notFound } from '../../platform/errors.ts';
import { id } from '../../platform/ids.ts';
import { loadMembership } from '../communities/index.ts';
import { conversationView } from './conversation.ts';
import type { ConversationView } from './conversation.ts';
import { conversationViews, seenBy, takingPart } from './conversation-views.ts';
import { LARGEST_NUMBER, messageView } from './message.ts';
import { messagesOf, viewsOf } from './message-views.ts';
import { loadPlace } from './place.ts';

const PAGE = 50;
const LARGEST_PAGE = 200;

/** A conversation as the viewer sees it; not-found where they do not. */
export async function loadView(
  context: Context,
  communityId: string,
  conversationId: string,
): Promise<ConversationView> {
  const rows = await seenBy(context.db, communityId, context.me)
    .where('conversation.id', '=', conversationId)
    .execute();
  if (rows.length === 0) throw notFound();
  return (await conversationViews(context.db, rows))[0]!;
}

export const getConversation = read({
  name: 'conversations.get',
  does: 'One conversation, by its id, by the address of a room, or by its number.',
  steady: true,
  input: z.object({
    communityId: id,
    conversationId: id.optional(),
    slug: z.string().optional(),
    number: z.number().int().optional(),
  }),
  output: conversationView,
  async run(context, { communityId, conversationId, slug, number }) {
    await loadMembership(context, communityId);
    let query = seenBy(context.db, communityId, context.me);
    if (conversationId !== undefined) query = query.where('conversation.id', '=', conversationId);
    else if (slug !== undefined) query = query.where('conversation.slug', '=', slug);
    else query = query.where('conversation.number', '=', Math.min(number ?? 0, LARGEST_NUMBER));
    const views = await conversationViews(context.db, await query.execute());
    if (!views[0]) throw notFound();
    return views[0];
  },
});

export const listRooms = read({
  name: 'conversations.list-rooms',
  does: 'The rooms of a community that one may see, by title.',
  steady: true,
  input: z.object({ communityId: id }),
  output: z.array(conversationView),
  async run(context, { communityId }) {
    await loadMembership(context, communityId);
    const rows = await seenBy(context.db, communityId, context.me)
      .where('conversation.kind', '=', 'room')
      .orderBy('conversation.title')
      .execute();
    return conversationViews(context.db, rows);
  },
});

export const listThreads = read({
  name: 'conversations.list-threads',
  does: 'Threads by their latest turn. Unanswered ones of newcomers are lifted to the top of the first page.',
  steady: true,
  input: z.object({
    communityId: id,
    before: z.number().optional().describe('lastAt of the last thread of the page before.'),
    limit: z.number().int().min(1).max(LARGEST_PAGE).default(PAGE),
  }),
  output: z.object({
    lifted: z.array(conversationView),
    threads: z.array(conversationView),
    more: z.boolean(),
  }),
  async run(context, { communityId, before, limit }) {
    await loadMembership(context, communityId);
    const threads = seenBy(context.db, communityId, context.me).where('conversation.kind', '=', 'thread');
    const lifted =
      before === undefined ? await threads.where(waitsForAnswer).orderBy('created_at', 'desc').execute() : [];
    const usual = threads.where((row) => row.not(waitsForAnswer));
    const rows = await usual
      .where('conversation.last_at', '<', before ?? Number.MAX_SAFE_INTEGER)
      .orderBy('conversation.last_at', 'desc')
      .limit(limit + 1)
      .execute();
    let page = rows.slice(0, limit);
    const last = page.at(-1);
    if (last && rows[limit]?.last_at === last.last_at) {
      // The next page begins before this instant, so this one holds all that is of it; archives have many at once.
      const together = await usual.where('conversation.last_at', '=', last.last_at).execute();
      page = [...page.filter((row) => row.last_at > last.last_at), ...together];
    }
    const views = await conversationViews(context.db, [...lifted, ...page]);
    const more = rows.length > limit;
    return { lifted: views.slice(0, lifted.length), threads: views.slice(lifted.length), more };
  },
});

/** An open thread of a newcomer that nobody else has answered yet. */
const waitsForAnswer = sql<boolean>`(conversation.answered = 0 and conversation.by_newcomer = 1
  and conversation.closed_at is null)`;

export const listDirects = read({
  name: 'conversations.list-directs',
  does: 'One’s directs in a community, by latest turn.',
  steady: true,
  input: z.object({ communityId: id }),
  output: z.array(conversationView),
  async run(context, { communityId }) {
    await loadMembership(context, communityId);
    const rows = await seenBy(context.db, communityId, context.me)
      .where('conversation.id', 'in', takingPart(communityId, context.me))
      .where('conversation.kind', '=', 'direct')
      .orderBy('conversation.last_at', 'desc')
      .limit(LARGEST_PAGE)
      .execute();
    return conversationViews(context.db, rows);
  },
});

export const listMessages = read({
  name: 'conversations.list-messages',
  does: 'Messages of a conversation in order: the newest, or those before, after or around a number.',
  input: z.object({
    communityId: id,
    conversationId: id,
    before: z.number().int().optional(),
    after: z.number().int().optional(),
    around: z.number().int().optional(),
    limit: z.number().int().min(1).max(LARGEST_PAGE).default(PAGE),
  }),
  output: z.object({ messages: z.array(messageView), earlier: z.boolean(), later: z.boolean() }),
  shared: true,
  steady: true,
  async run(context, { communityId, conversationId, before, after, around, limit }) {
    const { conversation } = await loadPlace(context, { communityId, conversationId });
    const last = conversation.last_number;
    const from = Math.min(firstNumber({ before, after, around }, limit, last), last + 1);
    const to = Math.min(last, from + limit - 1, (before ?? Infinity) - 1);
    return context.services.pages.keep(conversation, { from, to }, context.now, async () => {
      const stretch = { communityId, conversationId, from, to, many: limit };
      const rows = await messagesOf(context.db, stretch).execute();
      return { messages: await viewsOf(context.db, rows), earlier: from > 1, later: to < last };
    });
  },
});

/** Numbers have no gaps, so a page is a range of them, and every page costs the same however long the talk is. */
export function firstNumber(
  at: { before?: number | undefined; after?: number | undefined; around?: number | undefined },
  limit: number,
  last: number,
): number {
  if (at.after !== undefined) return Math.max(1, at.after + 1);
  if (at.around !== undefined)
    return Math.max(1, Math.min(at.around - Math.floor(limit / 2), last - limit + 1));
  return Math.max(1, (at.before ?? last + 1) - limit);
}
