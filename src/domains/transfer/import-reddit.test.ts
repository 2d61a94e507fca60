import { appendFile, cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import type { App } from '../../app.ts';
import { onEachEngine } from '../../../tests/engines.ts';
import { fixtures, folder, scene } from './scene.ts';

onEachEngine((engine) => {
  test('comes in as threads, with its answers, times and authors', async () => {
    const { bring, founder, communityId, thread, messages } = await scene(engine);
    const report = await bring('reddit', [join(fixtures, 'reddit')]);
    expect(report.messages).toEqual({
      here: 11,
      deleted: 4,
      removed: 1,
      missing: 2,
      filled: 0,
      already: 0,
      repeated: 0,
    });
    expect(report.conversations).toEqual({ rooms: 0, threads: 5, stubs: 1 });
    expect(report).toMatchObject({ complete: true, people: 7, notHeld: 12, skipped: { count: 0 } });
    const swap = await thread('Seed swap in the old tram shed & soup');
    expect(swap).toMatchObject({
      unanswered: false,
      lastNumber: 7,
      createdBy: { name: 'marlow_fen', imported: true },
    });
    expect(swap.createdAt).toBe(Date.UTC(2011, 3, 9, 10, 40));
    const said = await messages(swap.id);
    expect(
      said.map(({ number, parentNumber, state, author }) => [number, parentNumber, state, author.handle]),
    ).toEqual([
      [1, null, 'here', 'reddit.marlow-fen'],
      [2, 1, 'here', 'reddit.hesper-vane'],
      [3, 2, 'deleted', ''],
      [4, 2, 'here', 'reddit.ottoline-b'],
      [5, 3, 'here', ''],
      [6, 1, 'missing', ''],
      [7, 6, 'here', 'reddit.marlow-fen'],
    ]);
    expect(said[3]).toMatchObject({
      body: 'Chard & kale: <3',
      html: '<p>Chard &amp; kale: &lt;3</p>',
      createdAt: Date.UTC(2011, 3, 9, 11, 40),
    });
    expect(said[0]!.html).toContain('<blockquote>\n<p>last year we ran out</p>');
    const lost = await thread('Re: The thread above is from before this archive begins.');
    expect(await messages(lost.id)).toMatchObject([{ state: 'missing' }, { parentNumber: 1, state: 'here' }]);
    const hits = await founder.read('conversations.search', { communityId, q: 'chard' });
    expect(hits.messages).toHaveLength(1);
  });

  if (engine.name === 'postgres')
    test('PostgreSQL knows how much came in as soon as it is in', async () => {
      const { bring, app } = await scene(engine);
      await bring('reddit', [join(fixtures, 'reddit')]);
      const { rows } = await sql`select reltuples = (select count(*) from message) as known
        from pg_class where oid = 'message'::regclass`.execute(app.store.read);
      expect(rows).toEqual([{ known: true }]);
    });

  test('brought again adds nothing; a longer copy adds what is new and fills stubs', async () => {
    const { bring, thread, messages } = await scene(engine);
    const archive = await folder();
    await cp(join(fixtures, 'reddit'), archive, { recursive: true });
    await bring('reddit', [archive]);
    const again = await bring('reddit', [archive]);
    expect(again.messages).toMatchObject({ here: 0, deleted: 0, removed: 0, missing: 0, already: 16 });
    expect(again).toMatchObject({ people: 0, conversations: { rooms: 0, threads: 0, stubs: 0 } });
    const late = { link_id: 't3_gx1', subreddit: 'SeedSwap', author: 'marlow_fen' };
    const lines = [
      { ...late, id: 'c99', parent_id: 't1_c01', body: 'It was here all along.', created_utc: 1302350500 },
      { ...late, id: 'c100', parent_id: 't1_c99', body: 'And an answer.', created_utc: 1302352000 },
    ];
    await writeFile(join(archive, 'RC_2011-05.ndjson'), lines.map((line) => JSON.stringify(line)).join('\n'));
    const longer = await bring('reddit', [archive]);
    expect(longer.messages).toMatchObject({ here: 2, filled: 1, missing: 0, already: 16 });
    const said = await messages((await thread('Seed swap in the old tram shed & soup')).id);
    expect(said[5]).toMatchObject({
      number: 6,
      parentNumber: 2,
      state: 'here',
      body: 'It was here all along.',
    });
    expect(said[7]).toMatchObject({ number: 8, parentNumber: 6, body: 'And an answer.' });
    expect(said).toHaveLength(8);
  });

  test('interrupted goes on where it stopped, as if it had not been', async () => {
    const archive = await folder();
    await writeFile(join(archive, 'RC_long.ndjson'), manyComments(2500));
    const whole = await scene(engine);
    const expected = await whole.bring('reddit', [archive]);
    const { bring, communityId, app } = await scene(engine);
    let tries = 0;
    for (let report = null; !report?.complete; tries++) {
      let steps = 0;
      report = await bring('reddit', [archive], { interrupted: () => ++steps > 2 + tries });
      if (report.complete) expect(report.messages).toEqual(expected.messages);
    }
    expect(tries).toBeGreaterThan(1);
    expect(await contents(app, communityId)).toEqual(await contents(whole.app, whole.communityId));
  });

  test('names what it cannot read, with file and line', async () => {
    const { bring } = await scene(engine);
    const archive = await folder();
    await cp(join(fixtures, 'reddit'), archive, { recursive: true });
    await appendFile(join(archive, 'RC_2011-04.ndjson'), 'half a li\n');
    await writeFile(join(archive, 'RC_2011-05.zst'), 'not packed at all');
    const { skipped, messages } = await bring('reddit', [archive]);
    expect(messages.here).toBe(11);
    expect(skipped.first).toMatchObject([
      { file: join(archive, 'RC_2011-04.ndjson'), line: 8, why: 'the line is not JSON' },
      { file: join(archive, 'RC_2011-05.zst'), line: 0 },
    ]);
  });
});

/** Comments of twenty threads, each answering the one three before it. */
function manyComments(count: number): string {
  const lines = Array.from({ length: count }, (_, index) => ({
    ...{ id: `k${index}`, link_id: `t3_m${index % 20}`, subreddit: 'SeedSwap', author: `a${index % 7}` },
    ...{
      parent_id: index < 60 ? `t3_m${index % 20}` : `t1_k${index - 60}`,
      body: `Row ${index}`,
      created_utc: 1302346200 + index,
    },
  }));
  return lines.map((line) => JSON.stringify(line)).join('\n');
}

/** All that can be compared between two installations. */
async function contents(app: App, communityId: string) {
  return app.store.read
    .selectFrom('message')
    .innerJoin('conversation', (join) =>
      join
        .onRef('conversation.community_id', '=', 'message.community_id')
        .onRef('conversation.id', '=', 'message.conversation_id'),
    )
    .leftJoin('person', 'person.id', 'message.author_id')
    .select([
      'conversation.number as conversation',
      'title',
      'conversation.last_number',
      'message.number',
      'message.parent_number',
    ])
    .select(['message.body', 'message.created_at', 'message.state', 'person.name'])
    .where('message.community_id', '=', communityId)
    .where('conversation.title', 'like', 'Re:%')
    .orderBy('conversation.number')
    .orderBy('message.number')
    .execute();
}
