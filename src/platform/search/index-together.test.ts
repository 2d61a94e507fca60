import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { onEachEngine } from '../../../tests/engines.ts';
import { newId } from '../ids.ts';
import { indexTogether } from './index-together.ts';
import { matches } from './index.ts';

onEachEngine((engine) => {
  test('what comes in together is found, and what is said after it as well', async () => {
    const { store } = await engine.open();
    const insert = (number: number, body: string) =>
      sql`insert into message (community_id, conversation_id, number, id, body, html, created_at)
        values ('c', 'd', ${number}, ${newId()}, ${body}, '', 0)`;
    const found = async (word: string) => {
      const { hits, on } = matches(store.engine, 'message', { communityId: 'c' }, [[word]]);
      const { rows } = await sql<{ number: number }>`select message.number from ${hits} as hit
        cross join message where ${on} order by message.number`.execute(store.read);
      return rows.map((row) => row.number);
    };
    await store.write((db) => insert(1, 'a fern').execute(db));
    await store.write((db) =>
      indexTogether(db, store.engine, 'message', async () => {
        for (const [index, body] of ['moss', '', 'moss and fern'].entries())
          await insert(2 + index, body).execute(db);
      }),
    );
    await store.write((db) => insert(5, 'ferns').execute(db));
    expect(await found('fern')).toEqual([1, 4, 5]);
    expect(await found('moss')).toEqual([2, 4]);
  });

  test('what fails leaves nothing behind, and words are indexed as ever', async () => {
    const { store } = await engine.open();
    const failing = store.write((db) =>
      indexTogether(db, store.engine, 'message', () => Promise.reject(new Error('the disk is full'))),
    );
    await expect(failing).rejects.toThrow('the disk is full');
    await store.write((db) =>
      sql`insert into message (community_id, conversation_id, number, id, body, html, created_at)
        values ('c', 'd', 1, ${newId()}, 'a fern', '', 0)`.execute(db),
    );
    const { hits, on } = matches(store.engine, 'message', { communityId: 'c' }, [['fern']]);
    const { rows } = await sql`select 1 from ${hits} as hit cross join message where ${on}`.execute(
      store.read,
    );
    expect(rows).toHaveLength(1);
  });
});
