import { expect, test } from 'vitest';
import { scene } from '../src/domains/conversations/scene.ts';
import { onEachEngine } from '../tests/engines.ts';
import { up } from './0015-words-of-a-community.ts';

/** PostgreSQL indexes words of 2046 bytes; from 2041 on there is no room for the sign before them. */
const LONG = [2040, 2041, 2046, 2047].map((length) => `${'a'.repeat(length - 1)}z`);

onEachEngine((engine) => {
  test('what was said is found as before, beside words that are too long to be indexed', async () => {
    const { app, reader, communityId, room, say } = await scene(engine);
    const texts = [...LONG.map((word) => `plum ${word}`), `plum ${'각'.repeat(300)}`, 'plum jam'];
    for (const text of texts) await say(reader, text);
    const { number } = await say(reader, 'plum');
    await reader.act('conversations.edit-message', {
      ...{ communityId, conversationId: room.id, number, body: `plum ${LONG[1]}` },
    });
    const found = async (q: string) =>
      (await reader.read('conversations.search', { q, communityId })).messages.length;
    const asked = async () => [await found('plum'), await found('plum jam'), await found('각'.repeat(290))];
    const before = await asked();
    expect(before.slice(0, 2)).toEqual([texts.length + 1, 1]);
    await app.store.write((db) => up(db, engine.name));
    expect(await asked()).toEqual(before);
  });
});
