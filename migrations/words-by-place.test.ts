import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { takeOver } from '../src/domains/conversations/index.ts';
import { scene } from '../src/domains/conversations/scene.ts';
import { onEachEngine } from '../tests/engines.ts';

onEachEngine((engine) => {
  test('the index holds just what is said, also after it was changed and taken away', async () => {
    const { app, founder, reader, communityId, room, say } = await scene(engine);
    const inRoom = { communityId, conversationId: room.id };
    const { number } = await say(reader, 'Barrels of rain');
    const gone = await say(reader, 'Thunder');
    await reader.act('conversations.edit-message', { ...inRoom, number, body: 'Barrels of snow' });
    await reader.act('conversations.delete-message', { ...inRoom, number: gone.number });
    await founder.act('conversations.change-room', { ...inRoom, title: 'Weather', about: 'Snow and rain' });
    const found = async (q: string) => {
      const { messages, conversations } = await reader.read('conversations.search', { q, communityId });
      return [messages.length, conversations.length];
    };
    expect(await Promise.all(['snow', 'rain', 'thunder', 'weather'].map(found))).toEqual([
      ...[
        [1, 1],
        [0, 1],
        [0, 0],
        [0, 1],
      ],
    ]);
    const ofReader = { communityId, from: reader.id, to: founder.id, at: 0 };
    await app.store.write((db) => takeOver(db, ofReader));
    expect(
      await Promise.all([founder.handle, reader.handle, 'nobody'].map((who) => found(`from:${who} snow`))),
    ).toEqual([
      ...[
        [1, 0],
        [0, 0],
        [0, 0],
      ],
    ]);
    if (engine.name === 'postgres') return;
    for (const index of ['message_words', 'title_words']) {
      const table = sql.table(index);
      await app.store.write((db) =>
        sql`insert into ${table} (${table}, rank) values ('integrity-check', 1)`.execute(db),
      );
    }
  });
});
