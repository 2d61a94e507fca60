import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { newId } from '../../src/platform/ids.ts';
import { kith, openHouse } from '../kith.ts';
import { startPostgres } from '../postgres.ts';
import type { House } from '../processes.ts';
import { soon, until } from '../until.ts';
import { toldIn, writeArchive } from './archive.ts';
import { api, call } from './call.ts';
import { postgresPlace } from './engines.ts';
import { rowsAt } from './look.ts';
import { long, report } from './report.ts';
import { foundTown } from './town.ts';
import type { Town } from './town.ts';

const MESSAGES = long ? 40_000 : 6_000;
const FILES = 40;
const AWAY_MS = 3000;
const BYTES = 60_000;

test.skipIf(process.env['KITH_TEST_ENGINES'] === 'sqlite')(
  'uploads and an import in whose middle PostgreSQL goes away are all there when it is back, each once',
  async () => {
    const postgres = await startPostgres({ durable: true });
    onTestFinished(() => postgres.stop());
    const [place, whole] = [await postgresPlace(postgres.url('postgres')), await postgresPlace()];
    const town = await foundTown(place, { people: 4, rooms: 1 });
    const archive = await writeArchive(MESSAGES);
    const house = await openHouse(place.settings);
    const run = await beginImport(house, town, archive);
    await until(async () => (await rowsAt(place, 'message')) > 0);
    const sending = Array.from({ length: FILES }, (_, n) => upload(house, town, n));
    await until(async () => (await rowsAt(place, 'attachment')) > FILES / 6);
    await postgres.crash();
    await soon(AWAY_MS);
    expect(house.running()).toBe(true);
    await postgres.start();
    const before = await rowsAt(place, 'message');

    const sent = await Promise.all(sending);
    for (const { url, text } of sent)
      expect((await call(house.origin, url, { headers: town.people[0]!.headers })).text).toBe(text);
    expect(await rowsAt(place, 'attachment')).toBe(FILES);
    await until(async () => ['done', 'failed'].includes(await stateOf(house, town, run)));
    expect(await stateOf(house, town, run)).toBe('done');
    await foundTown(whole, { people: 1, rooms: 0 });
    const bring = ['import', 'reddit', archive, '--into', 'allotment-12'];
    expect(await kith(bring, whole.settings)).toMatchObject({ code: 0, err: '' });
    expect(await toldIn(place)).toEqual(await toldIn(whole));
    const again = sent.filter(({ tries }) => tries > 1).length;
    report(
      `PostgreSQL went away with ${before} of ${MESSAGES} messages in and was so for ${AWAY_MS / 1000} s: ` +
        `then all were there once, and ${FILES} files, of which ${again} were sent again`,
    );
    expect(await house.stop()).toBe(0);
  },
);

/** Uploads an archive as a host does on the hosting page, and starts its import. */
async function beginImport(house: House, { communityId, people }: Town, archive: string): Promise<string> {
  const run = { communityId, importId: newId() };
  const { headers } = people[0]!;
  for (const name of await readdir(archive)) {
    const content = await readFile(join(archive, name), 'utf8');
    const answer = await send(house, 'transfer.add-archive-file', headers, {
      ...{ ...run, source: 'reddit', name },
      content,
    });
    expect(answer.status).toBe(200);
  }
  await api(house.origin, headers, 'transfer.start-import', run, true);
  return run.importId;
}

async function stateOf({ origin }: House, { communityId, people }: Town, run: string): Promise<string> {
  const runs = await api(origin, people[0]!.headers, 'transfer.list-imports', { communityId });
  return (runs as { id: string; state: string }[]).find(({ id }) => id === run)!.state;
}

/** Uploads a file until it is taken, with the same id each time. */
async function upload(house: House, { communityId, rooms, people }: Town, n: number) {
  const text = `Page ${n}. `.repeat(BYTES / 10);
  const fields = {
    id: newId(),
    communityId,
    conversationId: rooms[0]!,
    name: `page-${n}.txt`,
    content: text,
  };
  for (let tries = 1; ; tries++) {
    const { headers } = people[0]!;
    const answer = await send(house, 'conversations.attach', headers, fields);
    if (answer.status === 200) return { url: ((await answer.json()) as { url: string }).url, text, tries };
    expect(await answer.json()).toMatchObject({ status: 503, reason: 'database-away' });
    await soon(50 + n * 10);
  }
}

function send(
  { origin }: House,
  verb: string,
  headers: Record<string, string>,
  { content, ...fields }: Record<string, string>,
): Promise<Response> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  form.set('content', new Blob([content!], { type: 'text/plain' }), fields['name']);
  return fetch(`${origin}/api/v1/${verb}`, { method: 'POST', headers, body: form });
}
