import type { RequestEvent } from '@sveltejs/kit';
import type { Client } from '../api.ts';
import { answer } from '../forms/answer.ts';
import type { Said } from '../forms/said.ts';
import { hrefOf } from '../ui/unread.ts';
import type { ConversationView } from '../views.ts';

/** A room is found by its address, anything else by its number. */
type Event = RequestEvent<{ community: string; room?: string; number?: string }>;

/** What a form was sent for: the conversation, where it is, and what was said. */
export interface Spot {
  kith: Client;
  said: Said;
  conversation: ConversationView;
  where: { communityId: string; conversationId: string };
  /** The address of the community. */
  home: string;
  /** The address of the conversation. */
  place: string;
}

/** A form action about the conversation of the page. */
export function doing<Result>(form: string, work: (spot: Spot) => Promise<Result>) {
  return (event: Event) =>
    answer(event, form, async (said, kith) => {
      const { community: slug, room, number } = event.params;
      const { id: communityId } = await kith.read('communities.get', { slug });
      const which = room === undefined ? { number: Number(number) || 0 } : { slug: room };
      const conversation = await kith.read('conversations.get', { communityId, ...which });
      const where = { communityId, conversationId: conversation.id };
      const home = `/${slug}`;
      return work({ kith, said, conversation, where, home, place: hrefOf(home, conversation) });
    });
}
