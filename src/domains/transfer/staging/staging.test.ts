import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { archiveFiles } from './archive-files.ts';
import { drawMessages, markPlaced, unplaced } from './draw.ts';
import type { StagedMessage } from './draw.ts';
import { holdsSameFiles, layArchive } from './lay-archive.ts';
import { noted } from './note.ts';
import { openStaging } from './open-staging.ts';
import type { Staging } from './open-staging.ts';
import { settle } from './settle.ts';

const START = 1_302_346_200;
const folder = () => mkdtemp(join(tmpdir(), 'kith-staging-'));

interface Comment {
  id: number;
  thread: number;
  /** The comment that it answers; null for the submission. */
  parent: number | null;
  at: number;
  held: boolean;
}

const comment = ({ id, thread, parent, at }: Comment) =>
  JSON.stringify({
    ...{
      id: `c${id}`,
      link_id: `t3_s${thread}`,
      parent_id: parent === null ? `t3_s${thread}` : `t1_c${parent}`,
    },
    ...{ body: `words ${id}`, author: `a${id % 3}`, created_utc: START + at, subreddit: 'Sub' },
  });

const submission = (thread: number, at: number) =>
  JSON.stringify({
    id: `s${thread}`,
    title: `thread ${thread}`,
    selftext: '',
    author: 'a',
    created_utc: START + at,
    subreddit: 'Sub',
  });

async function staged(lines: string[]): Promise<{ staging: Staging; drawn: Map<string, StagedMessage[]> }> {
  const path = await folder();
  await writeFile(join(path, 'RC_x.ndjson'), lines.join('\n'));
  const staging = openStaging(join(path, 'staging.sqlite'));
  await layArchive(staging, 'reddit', await archiveFiles('reddit', [path]), () => undefined);
  settle(staging);
  return { staging, drawn: draw(staging, 3) };
}

function draw(staging: Staging, limit: number): Map<string, StagedMessage[]> {
  const drawn = new Map<string, StagedMessage[]>();
  for (const conversation of unplaced(staging, 'sub')) {
    const all: StagedMessage[] = [];
    for (let page = drawMessages(staging, conversation.id, limit); page.length;) {
      all.push(...page);
      page = drawMessages(staging, conversation.id, limit, page.at(-1)!.cursor);
    }
    drawn.set(conversation.key, all);
  }
  return drawn;
}

/** Comments of a few threads, each answering an earlier one or the submission, with clocks that err. */
const comments = fc
  .array(fc.record({ thread: fc.nat(2), pick: fc.nat(), at: fc.nat(40), held: fc.boolean() }), {
    maxLength: 30,
  })
  .map((seeds) => {
    const all: Comment[] = [];
    for (const [id, { thread, pick, at, held }] of seeds.entries()) {
      const before = all.filter((one) => one.thread === thread);
      const parent = pick % (before.length + 1);
      all.push({ id, thread, parent: before[parent]?.id ?? null, at, held });
    }
    return all;
  });

test('in whatever order an archive tells it, every message is drawn once, after the one that it answers', async () => {
  await fc.assert(
    fc.asyncProperty(
      comments,
      fc.subarray([0, 1, 2]),
      fc.infiniteStream(fc.nat()),
      async (all, threads, shuffle) => {
        const held = all.filter((one) => one.held);
        const lines = [
          ...held.map(comment),
          ...threads.map((thread) => submission(thread, 20)),
          'a broken line',
        ];
        const shuffled = lines
          .map((line) => ({ line, at: shuffle.next().value as number }))
          .sort((a, b) => a.at - b.at);
        const { staging, drawn } = await staged(shuffled.map(({ line }) => line));
        const messages = [...drawn.values()].flat();
        for (const [key, list] of drawn) checkOrder(key, list);
        for (const one of held) expect(messages.filter(({ key }) => key === `t1_c${one.id}`)).toHaveLength(1);
        for (const one of held) {
          const found = messages.find(({ key }) => key === `t1_c${one.id}`)!;
          expect(found).toMatchObject({ body: `words ${one.id}`, at: (START + one.at) * 1000 });
          expect(found.parentKey).toBe(one.parent === null ? `t3_s${one.thread}` : `t1_c${one.parent}`);
        }
        const real = new Set([
          ...held.map(({ id }) => `t1_c${id}`),
          ...threads.map((thread) => `t3_s${thread}`),
        ]);
        for (const { key, state } of messages) expect(state).toBe(real.has(key) ? 'here' : 'missing');
        expect(staging.statement('select count(*) as count from staged_problem').get()).toEqual({ count: 1 });
        staging.close();
      },
    ),
    { numRuns: 60 },
  );
});

function checkOrder(thread: string, list: StagedMessage[]): void {
  expect(list[0]!.key).toBe(thread);
  expect(new Set(list.map(({ key }) => key)).size).toBe(list.length);
  const seen = new Set<string>();
  for (const { key, parentKey } of list) {
    if (key !== thread) expect(seen.has(parentKey!)).toBe(true);
    seen.add(key);
  }
}

test('without errors of clocks, the order is that of time', async () => {
  const all: Comment[] = [5, 3, 9, 1].map((at, id) => ({ id, thread: 0, parent: null, at, held: true }));
  const { drawn } = await staged([submission(0, 0), ...all.map(comment)]);
  expect(drawn.get('t3_s0')!.map(({ key }) => key)).toEqual(['t3_s0', 't1_c3', 't1_c1', 't1_c0', 't1_c2']);
});

test('a stub stands just before its first answer', async () => {
  const at = (id: number, parent: number | null, time: number): Comment => ({
    id,
    thread: 0,
    parent,
    at: time,
    held: true,
  });
  const { drawn } = await staged([
    submission(0, 0),
    ...[at(1, null, 1), at(2, 99, 8), at(3, 99, 6), at(4, null, 9)].map(comment),
  ]);
  const list = drawn.get('t3_s0')!;
  expect(list.map(({ key, state }) => `${key} ${state}`)).toEqual([
    't3_s0 here',
    't1_c1 here',
    't1_c99 missing',
    't1_c3 here',
    't1_c2 here',
    't1_c4 here',
  ]);
  expect(list[2]).toMatchObject({ parentKey: 't3_s0', at: (START + 6) * 1000, body: '', authorKey: null });
});

test('messages that answer each other in a circle come in all the same', async () => {
  const all: Comment[] = [1, 2, 0].map((parent, id) => ({ id, thread: 0, parent, at: id, held: true }));
  const { staging, drawn } = await staged([submission(0, 0), ...all.map(comment)]);
  expect(drawn.get('t3_s0')).toHaveLength(4);
  expect(noted(staging, 'circles')).toBe(1);
});

test('a long way against the clock is no circle', async () => {
  const all: Comment[] = Array.from({ length: 3000 }, (_, id) => ({
    ...{ id, thread: 0, parent: id ? id - 1 : null, at: 9000 - id, held: true },
  }));
  const { staging, drawn } = await staged([submission(0, 0), ...all.map(comment).reverse()]);
  expect(
    drawn
      .get('t3_s0')!
      .map(({ key }) => key)
      .slice(1),
  ).toEqual(all.map(({ id }) => `t1_c${id}`));
  expect(noted(staging, 'circles')).toBe(0);
});

test('one copy that was deleted is enough, whichever comes first', async () => {
  const kept: Comment = { id: 1, thread: 0, parent: null, at: 1, held: true };
  const deleted = comment(kept).replace('words 1', '[deleted]');
  for (const lines of [
    [comment(kept), deleted],
    [deleted, comment(kept)],
  ]) {
    const { drawn } = await staged([submission(0, 0), ...lines]);
    expect(drawn.get('t3_s0')![1]).toMatchObject({ key: 't1_c1', state: 'deleted', body: '', aside: null });
  }
});

test('what is laid is not laid again, and what is placed is not drawn again', async () => {
  const path = await folder();
  const file = join(path, 'RC_x.ndjson');
  const lines = [0, 1, 2].map((id) => comment({ id, thread: id, parent: null, at: id, held: true }));
  await writeFile(file, lines.join('\n'));
  const files = await archiveFiles('reddit', [path]);
  const first = openStaging(join(path, 'staging.sqlite'));
  await layArchive(first, 'reddit', files, () => undefined);
  first.close();
  const staging = openStaging(join(path, 'staging.sqlite'));
  expect(holdsSameFiles(staging, files)).toBe(true);
  await layArchive(staging, 'reddit', files, () => undefined);
  expect(noted(staging, 'messages')).toBe(3);
  settle(staging);
  settle(staging);
  const [one] = [...unplaced(staging, 'sub')];
  markPlaced(staging, [one!.id]);
  expect([...draw(staging, 10).keys()]).toEqual(['t3_s1', 't3_s2']);
  await writeFile(file, lines.slice(1).join('\n'));
  expect(holdsSameFiles(staging, await archiveFiles('reddit', [path]))).toBe(false);
});

test('Discord: a thread’s first message has the words of the one that it was started from', async () => {
  const path = await folder();
  const staging = openStaging(join(path, 'staging.sqlite'));
  const archive = join(import.meta.dirname, '../fixtures/discord');
  const told: number[] = [];
  await layArchive(staging, 'discord', await archiveFiles('discord', [archive]), (read, of) =>
    told.push(read / of),
  );
  settle(staging);
  const places = [...unplaced(staging, '400000000000000001')];
  expect(places.map(({ shape, title }) => [shape, title])).toEqual([
    ['room', 'beds'],
    ['thread', 'Bed 3'],
  ]);
  const [opening] = drawMessages(staging, places[1]!.id, 10);
  expect(opening!.body).toBe('Who waters bed 3 this week? @Jory Pike');
  const states = drawMessages(staging, places[0]!.id, 10).map(({ state }) => state);
  expect(states).toEqual(['missing', 'here', 'here', 'here', 'here', 'here']);
  expect(told.at(-1)).toBe(1);
});

test('a folder without an archive is refused with what was looked for', async () => {
  const nothing = await mkdtemp(join(tmpdir(), 'kith-nothing-'));
  await expect(archiveFiles('reddit', [nothing])).rejects.toThrow(/nothing that looks like a file of Reddit/);
  await expect(archiveFiles('discord', [nothing])).rejects.toThrow(/nothing .* DiscordChatExporter/);
});

// Root may read everything.
test.skipIf(process.getuid?.() === 0)('a folder that may not be read is named', async () => {
  const archive = await mkdtemp(join(tmpdir(), 'kith-shut-'));
  const shut = join(archive, 'shut');
  await mkdir(shut, { mode: 0 });
  await expect(archiveFiles('reddit', [archive])).rejects.toThrow(`The folder ${shut} may not be read.`);
});

test('only files that look like the archive are taken from a folder, and links are not followed', async () => {
  const archive = join(import.meta.dirname, '../fixtures');
  const names = async (source: 'reddit' | 'discord', path: string) =>
    (await archiveFiles(source, [path])).map((file) => file.path.slice(archive.length + 1));
  expect(await names('discord', join(archive, 'discord'))).toEqual(
    ['bed-3', 'beds', 'direct', 'plain'].map((name) => `discord/${name}.json`),
  );
  expect(await names('reddit', join(archive, 'reddit'))).toEqual([
    'reddit/RC_2011-04.ndjson',
    'reddit/RS_2011-04.ndjson',
    'reddit/tree.json',
  ]);
});
