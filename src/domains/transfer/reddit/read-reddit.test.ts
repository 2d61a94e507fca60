import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { ImportRecord, MessageRecord } from '../record.ts';
import { readReddit } from './read-reddit.ts';

const fixture = (name: string) => join(import.meta.dirname, '../fixtures/reddit', name);

async function read(path: string, from = 0) {
  const records: ImportRecord[] = [];
  const problems: { line: number; why: string }[] = [];
  for await (const batch of readReddit(path, from)) {
    records.push(...batch.records);
    problems.push(...batch.problems);
  }
  const of = <K extends ImportRecord['kind']>(kind: K) =>
    records.filter((record): record is Extract<ImportRecord, { kind: K }> => record.kind === kind);
  const message = (key: string) => of('message').find((one) => one.key === key)!;
  return { records, problems, of, message };
}

async function written(name: string, content: string | Buffer): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), 'kith-reddit-')), name);
  await writeFile(path, content);
  return path;
}

test('a submission becomes a thread that opens with it', async () => {
  const { of, message } = await read(fixture('RS_2011-04.ndjson'));
  expect(of('community').map(({ key, name }) => [key, name])).toEqual([
    ['seedswap', 'SeedSwap'],
    ['allotments', 'Allotments'],
  ]);
  const [first] = of('conversation');
  expect(first).toMatchObject({
    key: 't3_gx1',
    shape: 'thread',
    title: 'Seed swap in the old tram shed & soup',
  });
  expect(first!.at).toBe(Date.UTC(2011, 3, 9, 10, 40));
  expect(message('t3_gx1')).toMatchObject({
    conversationKey: 't3_gx1',
    parentKey: null,
    authorKey: 'marlow_fen',
    state: 'here',
  });
  expect(message('t3_gx1').body).toBe(
    'Bring labels.\n\n> last year we ran out\n\n[reddit.com/r/SeedSwap/comments/gx1](https://www.reddit.com/r/SeedSwap/comments/gx1/seed_swap/)',
  );
  expect(message('t3_gx1').aside).toEqual({
    score: 12,
    num_comments: 4,
    subreddit_id: 't5_aa1',
    link_flair_text: 'Meetup',
  });
  expect(message('t3_gx2').body).toContain('<https://example.org/sowing?month=4&zone=8>');
  expect(message('t3_gx2').editedAt).toBe(Date.UTC(2011, 3, 10, 10, 50));
});

test('what was deleted stays deleted, also when the archive came earlier', async () => {
  const { message, records } = await read(fixture('RS_2011-04.ndjson'));
  for (const key of ['t3_gx3', 't3_gx4']) {
    expect(message(key)).toMatchObject({ state: 'deleted', body: '', authorKey: null, aside: {} });
  }
  expect(JSON.stringify(records)).not.toContain('thought better');
});

test('a comment answers what it answered', async () => {
  const { of, message } = await read(fixture('RC_2011-04.ndjson'));
  expect(
    of('message').map(({ key, conversationKey, parentKey }) => [key, conversationKey, parentKey]),
  ).toEqual([
    ['t1_c03', 't3_gx1', 't1_c01'],
    ['t1_c01', 't3_gx1', 't3_gx1'],
    ['t1_c02', 't3_gx1', 't1_c01'],
    ['t1_c04', 't3_gx1', 't1_c02'],
    ['t1_c05', 't3_gx1', 't1_c99'],
    ['t1_c06', 't3_gw0', 't3_gw0'],
    ['t1_c07', 't3_gx2', 't3_gx2'],
  ]);
  expect(message('t1_c03').body).toBe('Chard & kale: <3');
  expect(message('t1_c02')).toMatchObject({ state: 'deleted', body: '' });
  expect(message('t1_c04')).toMatchObject({ state: 'here', authorKey: null });
  expect(message('t1_c07')).toMatchObject({ state: 'removed', body: '', authorKey: 'noisy_otter' });
  expect(message('t1_c01').editedAt).toBe(message('t1_c01').at);
  expect(message('t1_c06').editedAt).toBe(message('t1_c06').at + 300_000);
  expect(of('author').map(({ key }) => key)).toEqual([
    'ottoline_b',
    'hesper.vane',
    'marlow_fen',
    'noisy_otter',
  ]);
});

test('a listing gives its tree, and counts what Reddit had not loaded', async () => {
  const { of, message, problems } = await read(fixture('tree.json'));
  expect(problems).toEqual([]);
  expect(of('conversation')).toHaveLength(1);
  expect(of('message').map(({ key, parentKey }) => [key, parentKey])).toEqual([
    ['t3_hq7', null],
    ['t1_d1', 't3_hq7'],
    ['t1_d2', 't1_d1'],
    ['t1_d3', 't1_d2'],
    ['t1_d4', 't3_hq7'],
  ]);
  expect(message('t1_d3').state).toBe('deleted');
  expect(
    of('gap').map(({ conversationKey, parentKey, count, keys }) => [conversationKey, parentKey, count, keys]),
  ).toEqual([
    ['t3_hq7', 't1_d3', 0, []],
    ['t3_hq7', 't1_d2', 3, ['t1_d7', 't1_d8']],
    ['t3_hq7', 't3_hq7', 9, ['t1_d9']],
  ]);
});

test('packed files and single listings read the same', async () => {
  const lines = await readFile(fixture('RC_2011-04.ndjson'));
  const plain = await read(fixture('RC_2011-04.ndjson'));
  expect((await read(await written('RC_2011-04.zst', zstdCompressSync(lines)))).records).toEqual(
    plain.records,
  );
  expect((await read(await written('RC_2011-04.gz', gzipSync(lines)))).records).toEqual(plain.records);
  const [, comments] = JSON.parse(await readFile(fixture('tree.json'), 'utf8')) as unknown[];
  const single = await read(await written('comments.json', JSON.stringify(comments)));
  expect(single.of('message').map(({ key }) => key)).toEqual(['t1_d1', 't1_d2', 't1_d3', 't1_d4']);
  const eachOnALine = await read(
    await written('two.ndjson', `${JSON.stringify(comments)}\n${JSON.stringify(comments)}\n`),
  );
  expect(eachOnALine.of('message')).toHaveLength(8);
});

test('whatever a line holds, it harms no other line', async () => {
  const good =
    '{"id":"k1","link_id":"t3_k","parent_id":"t3_k","body":"here","author":"a","created_utc":1302346200}';
  const bad = [
    'no json',
    '{"id":"k2","link_id":"t3_k"',
    '[]]',
    '7',
    '{"kind":"t5","data":{"x":1}}',
    '{"id":"k3","body":"no thread","created_utc":1302346200}',
    '{"id":"k4","link_id":"t3_k","body":"no time","created_utc":"yesterday"}',
    '{"id":{"a":1},"link_id":"t3_k","body":"odd id","created_utc":1302346200}',
    `{"id":"k5","link_id":"../../etc","body":"odd thread","created_utc":1302346200}`,
    `${'{"replies":'.repeat(9000)}1${'}'.repeat(9000)}`,
  ];
  const { of, problems } = await read(
    await written('bad.ndjson', bad.map((line) => `${line}\n${good}`).join('\n')),
  );
  expect(of('message')).toHaveLength(bad.length);
  expect(problems.map(({ line }) => line)).toEqual(bad.map((_, index) => index * 2 + 1));
});

test('odd values come in as well as they can', async () => {
  const odd = {
    ...{
      id: 'z1',
      link_id: 'T3_ZZ',
      parent_id: 34_567,
      body: 'nul\0 half \ud800',
      author: 12,
      created_utc: '1302346200',
    },
    ...{ subreddit: null, edited: 'often', score: null, gildings: { x: [1] } },
  };
  const { of } = await read(await written('odd.ndjson', JSON.stringify(odd)));
  const message: MessageRecord = of('message')[0]!;
  expect(message).toMatchObject({
    conversationKey: 't3_zz',
    parentKey: 't1_qo7',
    body: 'nul half \uFFFD',
    authorKey: '12',
  });
  expect(message).toMatchObject({ communityKey: 'reddit', editedAt: null, aside: { gildings: { x: [1] } } });
});

test('reading goes on where it stopped', async () => {
  const whole = await read(fixture('RC_2011-04.ndjson'));
  const text = await readFile(fixture('RC_2011-04.ndjson'), 'utf8');
  const rest = await read(fixture('RC_2011-04.ndjson'), text.split('\n').slice(0, 4).join('\n').length + 1);
  expect(rest.of('message')).toEqual(whole.of('message').slice(4));
});
