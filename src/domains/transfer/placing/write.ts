import type { Db } from '../../../platform/db/index.ts';
import { appendMany } from '../../../platform/facts-many.ts';
import type { NewFact } from '../../../platform/facts.ts';
import { takeInPeople } from '../../accounts/index.ts';
import { memberIds } from '../../communities/index.ts';
import { fillStub, markTakenIn, roomAddresses, takeIn } from '../../conversations/index.ts';
import type { TakenStretch } from '../../conversations/index.ts';
import type { StagedMessage } from '../staging/draw.ts';
import type { Target } from './placing.ts';
import type { Plan, PlannedPiece } from './plan.ts';
import { asideOfConversation, openedBy } from './spot.ts';

/** Writes what was planned. Returns the number with which each piece's new messages begin. */
export async function writePlan(db: Db, target: Target, plan: Plan): Promise<number[]> {
  const { placing, communityId } = target;
  const now = placing.clock();
  await openAuthors(db, target, plan, now);
  const stretches = await stretchesOf(db, target, plan);
  const firsts = await takeIn(
    db,
    { many: placing.many, engine: placing.store.engine },
    communityId,
    stretches,
  );
  await rememberMessages(db, target, plan.pieces, firsts);
  for (const [index, piece] of plan.pieces.entries()) await fillStubs(db, target, piece, firsts[index]!);
  await finish(db, target, plan.pieces, now);
  return firsts;
}

async function openAuthors(db: Db, target: Target, { newcomers, handles }: Plan, now: number): Promise<void> {
  const people = newcomers.map(({ person }) => person);
  await takeInPeople(db, target.placing.many, people, handles, now);
  const sources = newcomers.map(({ key, person, aside }) => ({ key, id: person.id, aside }));
  await rememberSources(db, target, 'author', sources);
}

async function stretchesOf(db: Db, target: Target, { pieces, people }: Plan): Promise<TakenStretch[]> {
  const { placing, communityId } = target;
  const stretches = pieces.map(({ piece, fresh }) => ({
    conversationId: piece.spot.conversationId,
    opens: piece.spot.stored ? null : openedBy(piece, people, placing.by),
    messages: fresh.map(({ taken }) => taken),
  }));
  const rooms = stretches.flatMap(({ opens }) => (opens?.kind === 'room' ? [opens] : []));
  const titles = rooms.map(({ title }) => title);
  const slugs = await roomAddresses(db, communityId, titles);
  for (const [index, room] of rooms.entries()) room.slug = slugs[index]!;
  const opened = pieces.filter(({ piece }) => !piece.spot.stored);
  const sources = opened.map(({ piece: { spot } }) => ({
    ...{ key: spot.staged.key, id: spot.conversationId, aside: asideOfConversation(placing, spot) },
  }));
  await rememberSources(db, target, 'conversation', sources);
  return stretches;
}

async function rememberSources(
  db: Db,
  { placing, communityId }: Target,
  kind: 'author' | 'conversation',
  sources: { key: string; id: string; aside: string | null }[],
): Promise<void> {
  const rows = sources.map(({ key, id, aside }) => ({
    ...{ community_id: communityId, source: placing.source, kind, key, target_id: id, aside },
  }));
  await placing.many(db, 'import_source', rows);
}

async function rememberMessages(
  db: Db,
  { placing, communityId }: Target,
  pieces: PlannedPiece[],
  firsts: number[],
): Promise<void> {
  const rows = pieces.flatMap(({ piece, fresh }, which) =>
    fresh.map(({ staged }, index) => ({
      community_id: communityId,
      conversation_id: piece.spot.conversationId,
      key: staged.key,
      number: firsts[which]! + index,
      stub: staged.state === 'missing' ? 1 : 0,
      aside: asideOfMessage(staged),
    })),
  );
  await placing.many(db, 'import_message', rows);
}

/** What has no place in the house: unknown fields, that it was pinned, and how many reacted where they are not named. */
function asideOfMessage({ aside, pinned, reactions }: StagedMessage): string | null {
  const counted = reactions.filter(({ count, authorKeys }) => count > authorKeys.length);
  if (!pinned && counted.length === 0) return aside;
  const counts = counted.map(({ emoji, count }) => ({ emoji, count }));
  const more = { ...(pinned ? { pinned } : {}), ...(counts.length ? { reactions: counts } : {}) };
  return JSON.stringify({ ...(aside ? (JSON.parse(aside) as object) : {}), ...more });
}

async function fillStubs(
  db: Db,
  { placing, communityId }: Target,
  { piece, fills }: PlannedPiece,
  first: number,
): Promise<void> {
  const { conversationId } = piece.spot;
  for (const { staged, taken, number } of fills) {
    const { answers } = taken;
    const answered = answers && 'place' in answers ? { number: first + answers.place } : answers;
    await fillStub(
      db,
      placing.many,
      { communityId, conversationId, number },
      { ...taken, answers: answered },
    );
    await db
      .updateTable('import_message')
      .set({ stub: 0, aside: asideOfMessage(staged) })
      .where('community_id', '=', communityId)
      .where('conversation_id', '=', conversationId)
      .where('key', '=', staged.key)
      .execute();
  }
}

/** A room does not look unread for what came in; once a conversation is whole, those who watch hear of it. */
async function finish(db: Db, target: Target, pieces: PlannedPiece[], now: number): Promise<void> {
  const { placing, communityId } = target;
  const facts: Omit<NewFact, 'communityId'>[] = [];
  for (const { piece, fresh, fills } of pieces) {
    const { conversationId, added: before, staged } = piece.spot;
    if (staged.shape === 'room' && fresh.length) {
      const room = { communityId, conversationId, added: fresh.length };
      await markTakenIn(db, placing.many, room, () => memberIds(db, communityId));
    }
    const messages = before + fresh.length + fills.length;
    if (!piece.last || messages === 0) continue;
    const fact = { conversationId, kind: 'conversation.imported', payload: { messages } };
    facts.push({ ...fact, actorId: placing.by });
  }
  await appendMany(db, placing.many, communityId, facts, now);
}
