import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { scene } from '../src/domains/conversations/scene.ts';
import { onEachEngine } from '../tests/engines.ts';
import { up } from './0011-readings-by-person.ts';
import { up as letSettle } from './0013-let-readings-settle.ts';

onEachEngine((engine) => {
  test('what was read and followed before is so still, and what is new is new', async () => {
    const { app, founder, reader, communityId, room, say } = await scene(engine);
    const inRoom = { communityId, conversationId: room.id };
    await say(founder, 'The kettle is on.');
    await reader.act('conversations.mark-read', { ...inRoom, number: 1 });
    await founder.act('conversations.follow', { ...inRoom, level: 'mentions' });
    await say(founder, 'It sings.');
    const readings = () =>
      app.store.read
        .selectFrom('reading')
        .selectAll()
        .orderBy('person_id')
        .orderBy('conversation_id')
        .execute();
    const unread = () => reader.read('conversations.list-unread', {});
    const before = [await readings(), await unread()];
    expect(before[0]).not.toEqual([]);
    expect(before[1]).toMatchObject({ conversations: [{ id: room.id, lastNumber: 2 }] });
    await app.store.write(async (db) => {
      await sql`drop index reading_open`.execute(db);
      await sql`alter table reading drop column settled`.execute(db);
      await sql`alter table conversation drop column at_rest`.execute(db);
      await up(db, engine.name);
      await letSettle(db, engine.name);
    });
    expect([await readings(), await unread()]).toEqual(before);
  });
});
