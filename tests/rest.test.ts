import { expect, it } from 'vitest';
import { newId } from '../src/platform/ids.ts';
import { onEachEngine } from './engines.ts';
import { gather } from './people.ts';

onEachEngine(({ open }) => {
  it('a house that rests forgets nothing, even in the middle of a write', async () => {
    const app = await open();
    const { founder, reader, community } = await gather(app);
    const [communityId, roomId] = [community.id, newId()];
    await founder.act('conversations.open-room', { id: roomId, communityId, slug: 'sheds', title: 'Sheds' });
    const say = (body: string) =>
      founder.act('conversations.send-message', { communityId, conversationId: roomId, id: newId(), body });
    await say('The shed is dry.');
    const read = () => reader.read('conversations.list-messages', { communityId, conversationId: roomId });
    const before = await read();
    await app.store.write(async (db) => {
      const rename = db.updateTable('community').set({ name: 'Allotment 13' }).where('id', '=', communityId);
      await rename.execute();
      app.rest();
    });
    expect(await read()).toEqual(before);
    await say('The key hangs inside.');
    expect((await read()).messages.map(({ body }) => body)).toEqual([
      'The shed is dry.',
      'The key hangs inside.',
    ]);
    const { name } = await reader.read('communities.get', { communityId });
    expect(name).toBe('Allotment 13');
  });
});
