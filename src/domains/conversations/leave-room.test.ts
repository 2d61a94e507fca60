import { beforeAll, expect, it } from 'vitest';
import { onEachEngine } from '../../../tests/engines.ts';
import { refused } from '../../../tests/refusals.ts';
import { newId } from '../../platform/ids.ts';
import { newestSeq, readAfter } from '../../platform/read-facts.ts';
import { conversations } from './index.ts';
import { scene } from './scene.ts';
import type { Scene } from './scene.ts';

onEachEngine((engine) => {
  let s: Scene;
  const where = (conversationId: string) => ({ communityId: s.communityId, conversationId });
  beforeAll(async () => {
    s = await scene(engine);
  });

  it('lets people leave a restricted room, which is then not there for them', async () => {
    const live = await s.listen(s.reader);
    await s.reader.act('conversations.leave-room', where(s.small.id));
    expect((await live.heard()).at(-1)).toMatchObject({
      kind: 'conversation.left',
      conversationId: s.small.id,
    });
    await refused(s.messages(s.reader, s.small.id), 'not-found');
    await s.say(s.founder, 'They left.', { conversationId: s.small.id });
    expect((await live.heard()).filter((fact) => fact.kind === 'message.sent')).toEqual([]);
  });

  it('tells who has left nothing of what is said there later', async () => {
    const where = { communityId: s.communityId, conversationId: s.small.id };
    await s.founder.act('conversations.bring-in', { ...where, personId: s.newcomer.id });
    const seq = await newestSeq(s.app.store.read, s.communityId);
    await s.newcomer.act('conversations.leave-room', where);
    await s.say(s.founder, 'Between us.', { conversationId: s.small.id });
    const facts = await readAfter(s.app.store.read, s.communityId, seq, 10);
    const frames = await Promise.all(
      facts.map((fact) => conversations.frames[fact.kind as 'message.sent'](s.app.store.read, fact)),
    );
    const heard = frames.filter((frame) => frame?.audience?.has(s.newcomer.id));
    expect(heard).toMatchObject([{ view: { id: s.small.id, title: '', last: null, participants: [] } }]);
  });

  it('leaves the threads that its talk was kept as, which those who come see as well', async () => {
    const where = { communityId: s.communityId, conversationId: s.small.id };
    const { number } = await s.say(s.founder, 'Worth keeping.', { conversationId: s.small.id });
    const kept = { ...where, id: newId(), from: number, to: number, title: 'Kept for us' };
    const thread = await s.founder.act('conversations.keep-as-thread', kept);
    await s.founder.act('conversations.bring-in', { ...where, personId: s.newcomer.id });
    expect(await s.conversation(s.newcomer, thread.id)).toMatchObject({ keptFrom: { title: 'small' } });
    const alone = { communityId: s.communityId, conversationId: thread.id };
    await refused(s.newcomer.act('conversations.bring-in', { ...alone, personId: s.reader.id }), 'forbidden');
    await s.newcomer.act('conversations.leave-room', where);
    await refused(s.conversation(s.newcomer, thread.id), 'not-found');
  });

  it('refuses rooms that are open to all, and is not-found for strangers', async () => {
    await refused(s.reader.act('conversations.leave-room', where(s.room.id)), 'forbidden', 'open-room');
    await refused(s.stranger.act('conversations.leave-room', where(s.small.id)), 'not-found');
  });
});
