import { beforeAll, expect, it } from 'vitest';
import { onEachEngine } from '../../../tests/engines.ts';
import { refused } from '../../../tests/refusals.ts';
import { newId } from '../../platform/ids.ts';
import { scene } from './scene.ts';
import type { Scene } from './scene.ts';

onEachEngine((engine) => {
  let s: Scene;
  const close = (person: Scene['reader'], conversationId: string, reason: string | null) =>
    person.act('conversations.close', { communityId: s.communityId, conversationId, reason });
  beforeAll(async () => {
    s = await scene(engine);
  });

  it('lets who started a thread close it with a reason, and open it again', async () => {
    const live = await s.listen(s.reader);
    const closed = await close(s.newcomer, s.thread.id, 'Found a box, thank you!');
    expect(closed).toMatchObject({ closedReason: 'Found a box, thank you!' });
    await refused(s.say(s.reader, 'Late', { conversationId: s.thread.id }), 'forbidden', 'closed');
    expect(await s.messages(s.reader, s.thread.id)).toHaveLength(1);
    expect(await close(s.founder, s.thread.id, null)).toMatchObject({ closedAt: null, closedReason: null });
    await s.say(s.reader, 'In time', { conversationId: s.thread.id });
    const kinds = (await live.heard()).map((fact) => fact.kind);
    expect(kinds).toEqual(['conversation.closed', 'conversation.reopened', 'message.sent']);
  });

  it('refuses members who did not start it, and directs', async () => {
    await refused(close(s.reader, s.thread.id, 'Enough'), 'forbidden', 'hosts-only');
    await refused(close(s.reader, s.room.id, 'Enough'), 'forbidden', 'hosts-only');
    const direct = await s.founder.act('conversations.open-direct', {
      ...{ id: newId(), communityId: s.communityId, people: [s.reader.id] },
    });
    await refused(close(s.founder, direct.id, 'Enough'), 'forbidden', 'direct');
  });

  it('is not-found for strangers', async () => {
    await refused(close(s.stranger, s.thread.id, 'Enough'), 'not-found');
  });
});
