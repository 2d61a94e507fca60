import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { openStore } from '../../src/platform/db/index.ts';
import { configOf, onEachEngine } from './engines.ts';
import type { Place } from './engines.ts';
import { kith, running } from '../kith.ts';
import { until } from '../until.ts';
import { long, report } from './report.ts';
import { foundTown } from './town.ts';

const MESSAGES = long ? 100_000 : 16_000;
const KILLS = 4;

onEachEngine(({ place }) => {
  test('an import that is killed goes on where it stopped, and brings everything once', async () => {
    const [cut, whole] = [await place(), await place()];
    const archive = await writeArchive(cut);
    for (const one of [cut, whole]) await foundTown(one, { people: 1, rooms: 0 });
    const bring = ['import', 'reddit', archive, '--into', 'allotment-12', '--json'];

    const killedAt: number[] = [];
    for (let kill = 1; kill <= KILLS; kill++) {
      const bringing = running(bring, cut.settings);
      // The first is killed while it still reads; each of the others once it has stored more than the one before.
      const enough = ((kill - 1) * MESSAGES) / (KILLS + 1);
      await until(async () => !bringing.running() || (await messagesIn(cut)) >= enough);
      await bringing.kill();
      killedAt.push(await messagesIn(cut));
    }
    const last = await kith(bring, cut.settings);
    expect(last).toMatchObject({ code: 0, err: '' });
    expect(JSON.parse(last.out)).toMatchObject({ complete: true });
    expect(await kith(bring, whole.settings)).toMatchObject({ code: 0, err: '' });
    expect(await toldIn(cut)).toEqual(await toldIn(whole));
    expect(await messagesIn(cut)).toBe(MESSAGES);

    const again = await kith(bring, cut.settings);
    expect(JSON.parse(again.out).messages).toMatchObject({ here: 0, already: MESSAGES });
    expect(await messagesIn(cut)).toBe(MESSAGES);
    report(
      `killed with ${killedAt.join(', ')} of ${MESSAGES} messages in; all there once, as without a kill`,
    );
  });
});

/** Threads of an invented subreddit, whose comments answer each other. */
async function writeArchive({ dataDir }: Place): Promise<string> {
  const folder = join(dataDir, '../archive');
  await mkdir(folder, { recursive: true });
  const threads = MESSAGES / 40;
  const told = { subreddit: 'garden', subreddit_id: 't5_g', score: 1 };
  const submission = (n: number) => ({
    ...{
      id: `s${n}`,
      title: `On beans ${n}`,
      selftext: `Beans, ${n}.`,
      author: `author${n % 50}`,
      is_self: true,
    },
    ...{ created_utc: 1_300_000_000 + n, permalink: `/r/garden/s${n}`, ...told },
  });
  const comment = (n: number) => ({
    ...{ id: `c${n}`, link_id: `t3_s${n % threads}`, body: `Word ${n} of it.`, author: `author${n % 70}` },
    ...{ parent_id: n < threads * 2 ? `t3_s${n % threads}` : `t1_c${n - threads}`, ...told },
    created_utc: 1_300_100_000 + n,
  });
  const lines = (count: number, one: (n: number) => object) =>
    Array.from({ length: count }, (_, n) => JSON.stringify(one(n))).join('\n');
  await writeFile(join(folder, 'RS_2011-03.ndjson'), lines(threads, submission));
  await writeFile(join(folder, 'RC_2011-03.ndjson'), lines(MESSAGES - threads, comment));
  return folder;
}

async function messagesIn(where: Place): Promise<number> {
  const { rows } = await ask<{ count: number }>(where, `select count(*) as count from message`);
  return Number(rows[0]!.count);
}

/** All that was said in each thread, in its order, by whom, and as an answer to what. */
async function toldIn(where: Place): Promise<unknown[]> {
  const { rows } = await ask(
    where,
    `select title, message.number, body, name, parent_number, message.created_at from message
      join conversation on conversation.community_id = message.community_id and conversation.id = conversation_id
      join person on person.id = author_id order by title, message.number`,
  );
  return rows;
}

async function ask<Row>(where: Place, words: string) {
  const store = openStore(configOf(where));
  try {
    return await sql.raw<Row>(words).execute(store.read);
  } finally {
    await store.close();
  }
}
