import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { onEachEngine } from '../../../tests/engines.ts';
import { folder, scene } from './scene.ts';

const SECOND = 1_302_346_200;
const comment = (id: string, more: object = {}) => ({
  ...{ id, link_id: 't3_a', parent_id: 't3_a', author: 'wren', body: `said ${id}`, created_utc: SECOND },
  ...{ subreddit: 'Beds', ...more },
});
const lines = (all: (object | string)[]) =>
  all.map((one) => (typeof one === 'string' ? one : JSON.stringify(one))).join('\n');

async function archive(files: Record<string, string | Buffer>): Promise<string> {
  const path = await folder();
  for (const [name, content] of Object.entries(files)) await writeFile(join(path, name), content);
  return path;
}

onEachEngine((engine) => {
  test('what no database takes comes in without it', async () => {
    const { bring, messages, thread } = await scene(engine);
    const path = await archive({
      'RC.ndjson': lines([
        comment('a', {
          body: 'nul \0 and half \ud800 of a pair',
          author: 'w\0ren',
          flair: '\0\ud800',
          '\0': 1,
        }),
        comment('b', { author: '\ud800', subreddit: 'Be\0ds', edited: 1e300, score: 1e300 }),
        comment('c', { author: ['x'], body: { a: 1 }, parent_id: {} }),
      ]),
    });
    const report = await bring('reddit', [path]);
    expect(report).toMatchObject({ messages: { here: 3 }, skipped: { count: 0 } });
    const { id } = await thread('Re: nul and half \ufffd of a pair');
    expect((await messages(id)).map(({ body }) => body)).toEqual([
      '',
      'nul  and half \ufffd of a pair',
      'said b',
      '',
    ]);
    expect(await bring('reddit', [path])).toMatchObject({ messages: { here: 0, already: 3 } });
  });

  test('what is no message is counted and named, and takes no other one with it', async () => {
    const { bring } = await scene(engine);
    const path = await archive({
      'RC_1.ndjson': lines([
        ...['\ufeff', comment('a'), comment('b', { created_utc: 1e300 }), comment('c', { created_utc: -5 })],
        ...[comment('d', { id: {} }), 'null', '7', '{', `${'['.repeat(70_000)}`, `${'x'.repeat(100)}`],
        ...['', '   ', comment('e')],
      ]).replaceAll('\n', '\r\n'),
      'RC_2.ndjson': '',
      'RC_3.ndjson.gz': 'this is not packed',
      'RC_4.zip': Buffer.concat([Buffer.from('504b0304', 'hex'), Buffer.from(lines([comment('f')]))]),
    });
    const report = await bring('reddit', [path]);
    expect(report.messages).toMatchObject({ here: 2, missing: 1 });
    expect(report.skipped.first.map(({ line, fault }) => [line, fault])).toEqual([
      ...[
        [3, 'no-comment-time'],
        [4, 'no-comment-time'],
        [5, 'no-comment-id'],
        [6, 'neither-kind'],
      ],
      ...[
        [7, 'neither-kind'],
        [8, 'no-json-line'],
        [9, 'too-deep'],
        [10, 'no-json-line'],
      ],
      ...[
        [0, 'unreadable'],
        [0, 'zip'],
      ],
    ]);
  });

  test('letters that are not UTF-8 are read as Windows wrote them, and what is lost is named', async () => {
    const { bring, app } = await scene(engine);
    const windows = (text: string) =>
      Buffer.from(text.replaceAll('“', '\x93').replaceAll('”', '\x94'), 'latin1');
    const said = (id: string) => comment(id, { body: `“Frühbeet” ${id}` });
    const [before, after] = lines([comment('c', { body: 'Frühbeet K|rbis' })]).split('|') as [string, string];
    const path = await archive({
      'RC_1.ndjson': windows(lines(['{"half":', said('a'), said('b'), 'Frühbeet'])),
      'RC_2.ndjson': Buffer.concat([Buffer.from(before), Buffer.from([0xc3]), Buffer.from(after)]),
      'RC_3.json': windows(
        JSON.stringify({
          kind: 'Listing',
          data: { children: ['d', 'e'].map((id) => ({ kind: 't1', data: said(id) })) },
        }),
      ),
    });
    const { messages, skipped } = await bring('reddit', [path]);
    expect(messages).toMatchObject({ here: 5 });
    expect(skipped.first.map(({ line, fault }) => [line, fault])).toEqual([
      ...[
        [1, 'no-json-line'],
        [2, 'of-windows'],
        [4, 'no-json-line'],
      ],
      ...[
        [1, 'damaged'],
        [1, 'of-windows'],
      ],
    ]);
    const rows = await app.store.read
      .selectFrom('message')
      .select('body')
      .where('body', 'like', '%Fr%')
      .execute();
    expect(rows.map(({ body }) => body).sort()).toEqual([
      'Frühbeet K\uFFFDrbis',
      ...['a', 'b', 'd', 'e'].map((id) => `“Frühbeet” ${id}`),
    ]);
  });

  test('how a file is packed or written is seen by what is in it, whatever it is called', async () => {
    const { bring, app } = await scene(engine);
    const text = (id: string) => `\ufeff${lines([comment(id, { body: 'Frühbeet 🌱' })])}`;
    const path = await archive({
      'RC_1.ndjson': gzipSync(text('a')),
      'RC_2.ndjson': zstdCompressSync(text('b')),
      'RC_3.ndjson': Buffer.from(text('c'), 'utf16le'),
      'RC_4.ndjson': Buffer.from(text('d'), 'utf16le').swap16(),
    });
    expect(await bring('reddit', [path])).toMatchObject({ messages: { here: 4 }, skipped: { count: 0 } });
    const came = await app.store.read
      .selectFrom('message')
      .select('id')
      .where('body', '=', 'Frühbeet 🌱')
      .execute();
    expect(came).toHaveLength(4);
  });

  test('messages on one line are counted one by one', async () => {
    const { bring } = await scene(engine);
    const channel = { id: '9', name: 'beds', type: 'GuildTextChat' };
    const said = (id: string, more: object = {}) => ({
      ...{ id, type: 'Default', timestamp: '2023-04-24T16:00:00Z', content: `said ${id}`, ...more },
    });
    const messages = [
      said('1'),
      said('2', { timestamp: 0 }),
      null,
      said('3', { timestamp: 0 }),
      said('4'),
      5,
    ];
    const path = await archive({ 'beds.json': JSON.stringify({ channel, messages }) });
    const { messages: came, skipped } = await bring('discord', [path]);
    expect(came.here).toBe(2);
    expect(skipped).toMatchObject({ count: 4 });
  });

  test('links lead nowhere, whatever they point at', async () => {
    const { bring } = await scene(engine);
    const outside = await archive({ 'RC_out.ndjson': lines([comment('out')]) });
    const path = await archive({ 'RC_in.ndjson': lines([comment('in')]) });
    await mkdir(join(path, 'empty'));
    await symlink(join(outside, 'RC_out.ndjson'), join(path, 'RC_link.ndjson'));
    await symlink(outside, join(path, 'folder'));
    await symlink(path, join(path, 'loop'));
    await symlink('/nowhere', join(path, 'RC_dead.ndjson'));
    expect(await bring('reddit', [path])).toMatchObject({ files: 1, messages: { here: 1 } });
  });
});
