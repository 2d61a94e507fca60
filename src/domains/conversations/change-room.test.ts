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

  it('lets a host rename a room and move its address', async () => {
    const live = await s.listen(s.reader);
    const change = { title: 'Heap corner', about: 'Turning and smelling.', slug: 'heap' };
    const changed = await s.founder.act('conversations.change-room', { ...where(s.room.id), ...change });
    expect(changed).toMatchObject(change);
    const fresh = await s.conversation(s.reader, s.room.id);
    expect((await live.heard()).at(-1)).toMatchObject({ kind: 'conversation.changed', view: fresh });
  });

  it('lets who started a thread mend its title, which gets no room’s address', async () => {
    const change = { title: 'Worm box on a balcony?', slug: 'worms' };
    const changed = await s.newcomer.act('conversations.change-room', { ...where(s.thread.id), ...change });
    expect(changed).toMatchObject({ title: 'Worm box on a balcony?', slug: null });
  });

  it('refuses others and taken addresses', async () => {
    const title = { title: 'Ours now' };
    await refused(
      s.reader.act('conversations.change-room', { ...where(s.room.id), ...title }),
      'forbidden',
      'hosts-only',
    );
    await refused(
      s.reader.act('conversations.change-room', { ...where(s.thread.id), ...title }),
      'forbidden',
      'hosts-only',
    );
    await refused(
      s.founder.act('conversations.change-room', { ...where(s.room.id), slug: 'small' }),
      'conflict',
      'slug-taken',
    );
  });

  it('tells who changes a thread nothing of rooms that they do not see', async () => {
    const where = { communityId: s.communityId, conversationId: s.thread.id };
    const changed = await s.newcomer.act('conversations.change-room', { ...where, slug: 'small' });
    expect(changed.slug).toBeNull();
  });

  it('is not-found for strangers', async () => {
    await refused(
      s.stranger.act('conversations.change-room', { ...where(s.room.id), title: 'Hi' }),
      'not-found',
    );
  });
});
