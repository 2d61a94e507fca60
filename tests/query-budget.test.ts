import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { scene } from '../src/domains/conversations/scene.ts';
import type { Scene } from '../src/domains/conversations/scene.ts';
import { hearQueries } from './budget/asked.ts';
import { fill, talkOn } from './budget/crowd.ts';
import { hotOnes } from './budget/hot.ts';
import { rowsReadFor, tooMuch } from './budget/plan.ts';
import { onEachEngine } from './engines.ts';

onEachEngine((engine) => {
  let s: Scene;
  let hot: ReturnType<typeof hotOnes>;
  let queries: ReturnType<typeof hearQueries>;
  beforeAll(async () => {
    s = await scene(engine);
    for (const body of ['Rain barrels', 'For two', 'Or three', 'Or four', 'Or five', 'https://example.org'])
      await s.say(s.founder, body);
    hot = hotOnes(s);
    queries = hearQueries(s.app);
    await fill(s.app, s.communityId, { people: 20, threads: 20, messagesEach: 5 });
    for (const does of Object.values(hot)) await does(); // What is done once stays done.
  });

  const counts = async () => {
    const counted: Record<string, number> = {};
    for (const [name, does] of Object.entries(hot)) counted[name] = (await queries.during(does)).length;
    return counted;
  };

  test('nothing asks more often where there is more', async () => {
    const before = await counts();
    await fill(s.app, s.communityId, { people: 60, threads: 300, messagesEach: 12 });
    const more = Object.entries(await counts()).filter(([name, count]) => count > before[name]!);
    expect(more).toEqual([]);
    const most = Object.entries(before).filter(([, count]) => count > 18);
    expect(most).toEqual([]);
  });

  if (engine.name === 'sqlite') {
    test('nothing goes through all that is there, whether SQLite knows how much that is or not', async () => {
      for (const known of ['not analysed', 'analysed']) {
        if (known === 'analysed') await s.app.store.write((db) => sql`analyze`.execute(db));
        for (const [name, does] of Object.entries(hot)) {
          for (const asked of await queries.during(does))
            expect([known, name, asked.sql, await tooMuch(s.app, asked)]).toEqual([
              known,
              name,
              asked.sql,
              [],
            ]);
        }
      }
    });
  }

  if (engine.name === 'postgres') {
    test('a page of a long room is read by its numbers, whether PostgreSQL knows how long it is or not', async () => {
      await talkOn(s.app, s.communityId, s.room.id, 3000);
      for (const known of ['not analysed', 'analysed']) {
        if (known === 'analysed') await s.app.store.write((db) => sql`analyze`.execute(db));
        for (const name of ['list-messages', 'list-messages, around', 'edit-message'])
          for (const asked of await queries.during(hot[name]!))
            expect([known, name, asked.sql, (await rowsReadFor(s.app, asked)) < 500]).toEqual([
              known,
              name,
              asked.sql,
              true,
            ]);
      }
    });

    test('a search goes through little of what one may not see', async () => {
      await s.say(s.founder, 'A wheelbarrow');
      await talkOn(s.app, s.communityId, s.small.id, 3000);
      await s.app.store.write(async (db) => {
        await db
          .updateTable('message')
          .set({ created_at: sql`${Date.now()}::bigint + number` })
          .where('community_id', '=', s.communityId)
          .where('conversation_id', '=', s.small.id)
          .execute();
        await sql`analyze`.execute(db);
      });
      const search = () => s.newcomer.read('conversations.search', { q: 'wheelbarrow' });
      let rows = 0;
      for (const asked of await queries.during(search)) rows += await rowsReadFor(s.app, asked);
      expect(rows).toBeLessThan(3000);
    });
  }
});
