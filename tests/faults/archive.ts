import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { openStore } from '../../src/platform/db/index.ts';
import { emptyFolder } from '../kith.ts';
import { configOf } from './engines.ts';
import type { Place } from './engines.ts';

/** Writes threads of an invented subreddit, whose comments answer each other; so many messages in all. Answers the folder, which is gone after the test. */
export async function writeArchive(messages: number): Promise<string> {
  const folder = await emptyFolder();
  const threads = messages / 40;
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
  await writeFile(join(folder, 'RC_2011-03.ndjson'), lines(messages - threads, comment));
  return folder;
}

/** All that was said in each thread, in its order, by whom, and as an answer to what. */
export async function toldIn(where: Place): Promise<unknown[]> {
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
