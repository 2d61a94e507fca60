import { beforeAll, expect, it } from 'vitest';
import { onEachEngine } from '../../../tests/engines.ts';
import { refused } from '../../../tests/refusals.ts';
import { scene } from './scene.ts';
import type { Scene } from './scene.ts';

onEachEngine((engine) => {
  let s: Scene;
  const follow = (person: Scene['reader'], conversationId: string, how: object) =>
    person.act('conversations.follow', { communityId: s.communityId, conversationId, ...how });
  const unread = async () =>
    (await s.reader.read('conversations.list-unread', {})).conversations.map((one) => one.title);
  beforeAll(async () => {
    s = await scene(engine);
  });

  it('brings a thread that one did not write in among what is unread', async () => {
    expect(await unread()).toEqual([]);
    const view = await follow(s.reader, s.thread.id, { following: true });
    expect(view.mine).toMatchObject({ following: true, level: 'all' });
    expect(await unread()).toEqual(['Worm box for a beginner?']);
    await follow(s.reader, s.thread.id, { following: false });
    expect(await unread()).toEqual([]);
  });

  it('lets only mentions through, or nothing', async () => {
    await follow(s.reader, s.room.id, { level: 'mentions' });
    await s.say(s.founder, 'Anybody?');
    expect(await unread()).toEqual([]);
    await s.say(s.founder, '@tomas?');
    expect(await unread()).toEqual(['compost']);
    await follow(s.reader, s.room.id, { level: 'quiet' });
    expect(await unread()).toEqual([]);
  });

  it('is one’s own choice: others see nothing of it', async () => {
    expect((await s.conversation(s.founder, s.room.id)).mine.level).toBe('all');
  });

  it('is not-found for strangers', async () => {
    await refused(follow(s.stranger, s.room.id, { level: 'quiet' }), 'not-found');
  });
});
