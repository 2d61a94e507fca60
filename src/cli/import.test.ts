import { appendFile, cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createApp } from '../app.ts';
import { readConfig } from '../platform/config.ts';
import { kith } from '../../tests/kith.ts';
import { gather } from '../../tests/people.ts';
import type { Asked } from './command.ts';
import { command } from './import.ts';

const fixtures = join(import.meta.dirname, '../domains/transfer/fixtures');
describe('kith import', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kith-cli-'));
    vi.stubEnv('DATA_DIR', folder);
    const app = await createApp(readConfig({ DATA_DIR: folder, LIMITS: 'off', LOG: 'error' }));
    await gather(app);
    await app.close();
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await rm(folder, { recursive: true, force: true });
  });

  test('an archive comes into a community, and the second time adds nothing', async () => {
    const archive = `reddit ${join(fixtures, 'reddit')}`;
    const first = await run(archive, { into: 'allotment-12' });
    expect(first.code).toBe(0);
    expect(first.lines).toContain(
      '        16 messages came in (4 deleted by their authors, 1 removed by moderators)',
    );
    expect(first.answer).toMatchObject({ complete: true, messages: { here: 11 }, people: 7 });
    const again = await run(archive, { into: 'allotment-12' });
    expect(again.lines).toContain('        16 messages had come in before');
    expect(again.answer).toMatchObject({ messages: { here: 0, deleted: 0, removed: 0 }, people: 0 });
  });

  test('each subreddit and server gets a community of its own, and the same one the next time', async () => {
    const options = { each: true, host: 'sol' };
    await run(`reddit ${join(fixtures, 'reddit')}`, options);
    const again = await run(`reddit ${join(fixtures, 'reddit')}`, options);
    expect(again.answer).toMatchObject({ communities: 3, messages: { here: 0, already: 16 } });
    await run(`discord ${join(fixtures, 'discord', 'beds.json')}`, options);
    const app = await createApp(readConfig({ DATA_DIR: folder, LIMITS: 'off', LOG: 'error' }));
    const rows = await app.store.read.selectFrom('community').select('slug').orderBy('slug').execute();
    await app.close();
    const slugs = rows.map(({ slug }) => slug);
    expect(slugs).toEqual(
      expect.arrayContaining(['allotments', 'seedswap', 'slowbread', 'tram-shed-garden']),
    );
    expect(slugs).not.toContain('seedswap-2');
  });

  test('what was skipped is named with file and line', async () => {
    const archive = await mkdtemp(join(tmpdir(), 'kith-cli-'));
    await cp(join(fixtures, 'reddit'), archive, { recursive: true });
    await appendFile(join(archive, 'RC_2011-04.ndjson'), '{"half":\n');
    const { lines } = await run(`reddit ${archive}`, { into: 'half-read', host: 'ines' });
    expect(lines).toContain('         1 place is left out, or not as it was:');
    expect(lines).toContain(`    ${join(archive, 'RC_2011-04.ndjson')}:8  the line is not JSON`);
  });

  test('what was interrupted goes on, and says so', async () => {
    const stopped = AbortSignal.abort();
    const path = `discord ${join(fixtures, 'discord')}`;
    const first = await run(path, { into: 'allotment-12' }, stopped);
    expect(first.code).toBe(130);
    expect(first.lines[0]).toBe('Interrupted. The same call goes on from here.');
    const rest = await run(path, { into: 'allotment-12' });
    expect(rest.answer).toMatchObject({ complete: true, messages: { here: 10 } });
  });

  test('what is no archive at all is refused, and founds nothing', async () => {
    const archive = await mkdtemp(join(tmpdir(), 'kith-cli-'));
    await writeFile(join(archive, 'orders.json'), JSON.stringify({ seeds: ['bean', 'pea'] }, null, 2));
    for (const source of ['reddit', 'discord']) {
      const call = ['import', source, archive, '--into', 'orders', '--host', 'ines'];
      const { code, out, err } = await shell(...call);
      expect(code).toBe(1);
      expect(out).toContain(join(archive, 'orders.json'));
      expect(err).toMatch(/^kith: Nothing of this is an archive of (Reddit|Discord)\.\n$/);
    }
    await writeFile(join(archive, 'RC_2011-05.ndjson'), '');
    await rm(join(archive, 'orders.json'));
    expect(await run(`reddit ${archive}`, { into: 'orders', host: 'ines' })).toMatchObject({
      ...{ code: 0, lines: ['Nothing came in: the archive holds no message.', expect.any(String)] },
    });
    expect(await shell('community', 'show', 'orders')).toMatchObject({ code: 1 });
  });

  test('one of a kind is told as one', async () => {
    const archive = await mkdtemp(join(tmpdir(), 'kith-cli-'));
    const late = { id: 'c7', link_id: 't3_q', parent_id: 't3_q', author: 'wren', created_utc: 1302346200 };
    await writeFile(
      join(archive, 'RC_2011-05.ndjson'),
      JSON.stringify({ ...late, subreddit: 'Q', body: '[deleted]' }),
    );
    const { lines } = await run(`reddit ${archive}`, { into: 'one-of-a-kind', host: 'ines' });
    expect(lines.slice(0, 3)).toEqual([
      '         1 message came in (1 deleted by its author)',
      '         1 conversation (1 thread of which the archive holds only answers)',
      '         1 stub for what is answered but missing',
    ]);
  });

  const shell = (...words: string[]) => kith(words, { DATA_DIR: folder });

  test('a wrong call is one line and exit code 2', async () => {
    const path = join(fixtures, 'reddit');
    expect(await shell('import', 'telegram', path, '--into', 'x')).toMatchObject({ code: 2 });
    expect(await shell('import', 'reddit', '--into', 'x')).toMatchObject({ code: 2 });
    expect(await shell('import', 'reddit', path)).toMatchObject({ code: 2 });
    expect(await shell('import', 'reddit', path, '--each')).toEqual({
      ...{ code: 2, out: '' },
      err: 'kith: say by --host HANDLE who is to run what is founded.\n',
    });
  });

  test('who or what is named and does not do is refused with 1', async () => {
    const path = join(fixtures, 'reddit');
    expect(await shell('import', 'reddit', path, '--into', 'nowhere')).toEqual({
      ...{ code: 1, out: '' },
      err: 'kith: There is no community at “nowhere” yet. Say by --host HANDLE who is to run it.\n',
    });
    expect(await shell('import', 'reddit', path, '--into', 'allotment-12', '--host', 'tomas')).toEqual({
      ...{ code: 1, out: '', err: 'kith: “tomas” is no host of allotment-12.\n' },
    });
    expect(await shell('import', 'reddit', '/no/where', '--into', 'allotment-12')).toEqual({
      ...{ code: 1, out: '', err: 'kith: There is no /no/where, or it may not be read.\n' },
    });
  });
});

async function run(words: string, options: Asked['options'], interrupted = new AbortController().signal) {
  const lines: string[] = [];
  let answer: unknown;
  const code = await command.run({
    words: words.split(' '),
    options,
    json: false,
    say: (line) => void lines.push(line),
    answer: (value) => void (answer = value),
    interrupted,
  });
  return { code, lines, answer };
}
