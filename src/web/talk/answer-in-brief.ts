import type { Client } from '../api.ts';
import type { Said } from '../forms/said.ts';
import { hrefOf } from '../ui/unread.ts';
import { sendSaid } from './send-said.ts';

/**
 * Answers from the brief before scripts run, and says where to go on: the brief, or what others said after the message
 * that was shown there, as who writes in a conversation counts as having read it.
 */
export async function answerInBrief(
  kith: Client,
  said: Said,
  where: { communityId: string; conversationId: string },
): Promise<string> {
  const next = Number(said.maybe('parentNumber')) + 1;
  const sent = await sendSaid(kith, said, where);
  if (!(sent > next)) return '/brief';
  const { slug } = await kith.read('communities.get', { communityId: where.communityId });
  const conversation = await kith.read('conversations.get', where);
  return `${hrefOf(`/${slug}`, conversation)}?at=${next}#m${next}`;
}
