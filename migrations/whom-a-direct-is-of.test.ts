import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { scene } from '../src/domains/conversations/scene.ts';
import { newId } from '../src/platform/ids.ts';
import { onEachEngine } from '../tests/engines.ts';
import { up } from './0004-whom-a-direct-is-of.ts';

onEachEngine((engine) => {
  test('directs of before are found by their people, but those that somebody has left', async () => {
    const { app, founder, reader, newcomer, communityId, say } = await scene(engine);
    const open = (people: { id: string }[]) =>
      founder.act('conversations.open-direct', {
        ...{ id: newId(), communityId, people: people.map(({ id }) => id) },
      });
    const two = await open([reader]);
    const three = await open([reader, newcomer]);
    await say(newcomer, 'I was here.', { conversationId: three.id });
    await newcomer.act('communities.leave', { communityId });
    await app.settled();
    await app.store.write(async (db) => {
      await sql`drop index conversation_direct`.execute(db);
      await sql`alter table conversation drop column direct_of`.execute(db);
      await up(db);
    });
    expect((await open([reader])).id).toBe(two.id);
    const rows = await app.store.read
      .selectFrom('conversation')
      .select('direct_of')
      .where('kind', '=', 'direct')
      .orderBy('number')
      .execute();
    expect(rows.map((row) => row.direct_of)).toEqual([[founder.id, reader.id].sort().join(' '), null]);
  });
});
