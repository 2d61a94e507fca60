import { beforeAll, expect, it } from 'vitest';
import { onEachEngine } from '../../../tests/engines.ts';
import { bringIn } from '../../../tests/people.ts';
import { scene } from './scene.ts';
import type { Scene } from './scene.ts';

onEachEngine((engine) => {
  let s: Scene;
  beforeAll(async () => {
    s = await scene(engine);
  });

  it('lets who comes again begin anew: nothing read, nothing chosen, in no restricted room', async () => {
    const where = { communityId: s.communityId, conversationId: s.room.id };
    const { number } = await s.say(s.founder, 'Who is here?');
    await s.reader.act('conversations.mark-read', { ...where, number });
    await s.reader.act('conversations.follow', { ...where, level: 'quiet' });
    await s.reader.act('communities.leave', { communityId: s.communityId });
    await s.app.settled();
    await bringIn(s.founder, s.reader, s.communityId);
    expect((await s.conversation(s.reader, s.room.id)).mine).toMatchObject({ readNumber: 0, level: 'all' });
    const rooms = await s.reader.read('conversations.list-rooms', { communityId: s.communityId });
    expect(rooms.map(({ slug }) => slug)).toEqual(['compost']);
  });

  it('leaves the others what they had read', async () => {
    const { number } = await s.say(s.founder, 'And you?');
    const where = { communityId: s.communityId, conversationId: s.room.id };
    await s.newcomer.act('conversations.mark-read', { ...where, number });
    await s.reader.act('communities.leave', { communityId: s.communityId });
    await s.app.settled();
    expect((await s.conversation(s.newcomer, s.room.id)).mine.readNumber).toBe(number);
  });
});
