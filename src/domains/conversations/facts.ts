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
  'conversation.left': leftFrame,
  'conversation.imported': conversationFrame,
  'person.erased': erasedFrame,
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
  return { view, audience: await audienceOf(db, fact.communityId, fact.conversationId!) };
}

/**
 * For who has left alone, and without what is said there: the view is the present one, also for who catches up long
 * after. The others hear that the conversation has changed.
 */
async function leftFrame(db: Db, fact: Fact): Promise<Frame | null> {
  const view = await findConversationView(db, fact.communityId, fact.conversationId!);
  if (!view) return null;
  const nothing = { slug: null, title: '', about: '', last: null, lastNumber: 0, closedReason: null };
  return {
    view: { ...view, ...nothing, lastAt: view.createdAt, closedAt: null, keptFrom: null, participants: [] },
    audience: new Set([fact.payload.personId as string]),
  };
}

/** Whoever shows what this person has said shows it as a former member's from now on. */
function erasedFrame(_db: Db, { payload }: Fact): Promise<Frame> {
  return Promise.resolve({ view: { personId: payload.personId }, audience: null });
}
