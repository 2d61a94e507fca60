import type { Db } from '../../platform/db/index.ts';
import type { Fact } from '../../platform/facts.ts';
import type { Frame } from '../../platform/live/index.ts';
import { audienceOf } from './audience.ts';
import { findConversationView } from './conversation-views.ts';
import { findMessageView } from './message-views.ts';

/** What browsers get: the message or conversation as it is now, so that applying a fact twice changes nothing. */
export const frames = {
  'message.sent': messageFrame,
  'message.edited': messageFrame,
  'message.deleted': messageFrame,
  'message.removed': messageFrame,
  'message.reacted': messageFrame,
  'message.kept': messageFrame,
  'conversation.opened': conversationFrame,
  'conversation.changed': conversationFrame,
  'conversation.closed': conversationFrame,
  'conversation.reopened': conversationFrame,
  'conversation.brought-in': conversationFrame,
  'conversation.left': conversationFrame,
  'conversation.imported': conversationFrame,
};

async function messageFrame(db: Db, fact: Fact): Promise<Frame | null> {
  const view = await findMessageView(
    db,
    fact.communityId,
    fact.conversationId!,
    fact.payload.number as number,
  );
  if (!view) return null;
  return { view, audience: await audienceOf(db, fact.communityId, fact.conversationId!) };
}

async function conversationFrame(db: Db, fact: Fact): Promise<Frame | null> {
  const view = await findConversationView(db, fact.communityId, fact.conversationId!);
  if (!view) return null;
  const audience = await audienceOf(db, fact.communityId, fact.conversationId!);
  const left = fact.kind === 'conversation.left' ? (fact.payload.personId as string) : null;
  return { view, audience: audience && left ? new Set([...audience, left]) : audience };
}
