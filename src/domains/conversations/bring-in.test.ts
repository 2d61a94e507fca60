import { beforeAll, expect, it } from 'vitest';
import { onEachEngine } from '../../../tests/engines.ts';
import { refused } from '../../../tests/refusals.ts';
import { scene } from './scene.ts';
import type { Scene } from './scene.ts';

onEachEngine((engine) => {
  let s: Scene;
  const into = (conversationId: string, person: { id: string }) => ({
    communityId: s.communityId,
    conversationId,
    personId: person.id,
  });
  beforeAll(async () => {
    s = await scene(engine);
  });

  it('lets those in a restricted room bring in another member, who then sees it all', async () => {
    await s.say(s.reader, 'Before Noor came.', { conversationId: s.small.id });
    const live = await s.listen(s.newcomer);
    await s.reader.act('conversations.bring-in', into(s.small.id, s.newcomer));
    expect(await s.messages(s.newcomer, s.small.id)).toMatchObject([{ body: 'Before Noor came.' }]);
    expect((await live.heard()).at(-1)).toMatchObject({
      kind: 'conversation.brought-in',
      conversationId: s.small.id,
    });
  });

  it('refuses people who are not members, and rooms that are open anyway', async () => {
    await refused(
      s.reader.act('conversations.bring-in', into(s.small.id, s.stranger)),
      'invalid',
      'not-a-member',
    );
    await refused(
      s.reader.act('conversations.bring-in', into(s.room.id, s.newcomer)),
      'forbidden',
      'open-room',
    );
  });

  it('is not-found for strangers', async () => {
    await refused(s.stranger.act('conversations.bring-in', into(s.small.id, s.stranger)), 'not-found');
  });
});
