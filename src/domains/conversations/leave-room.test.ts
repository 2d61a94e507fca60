import { beforeAll, expect, it } from 'vitest';
import { onEachEngine } from '../../../tests/engines.ts';
import { refused } from '../../../tests/refusals.ts';
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

  it('refuses rooms that are open to all, and is not-found for strangers', async () => {
    await refused(s.reader.act('conversations.leave-room', where(s.room.id)), 'forbidden', 'open-room');
    await refused(s.stranger.act('conversations.leave-room', where(s.small.id)), 'not-found');
  });
});
