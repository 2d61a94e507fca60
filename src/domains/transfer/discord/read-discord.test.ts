import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ImportRecord } from '../record.ts';
import { channelNames, readDiscord } from './read-discord.ts';
import type { ChannelNames } from './markup.ts';

const fixture = (name: string) => join(import.meta.dirname, '../fixtures/discord', name);

async function read(path: string, from = 0, channels?: ChannelNames) {
  const records: ImportRecord[] = [];
  const problems: { line: number; why: string }[] = [];
  for await (const batch of readDiscord(path, from, channels)) {
    records.push(...batch.records);
    problems.push(...batch.problems);
  }
  const of = <K extends ImportRecord['kind']>(kind: K) =>
    records.filter((record): record is Extract<ImportRecord, { kind: K }> => record.kind === kind);
  return { records, problems, of };
}

async function written(content: string): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), 'kith-discord-')), 'channel.json');
  await writeFile(path, content);
  return path;
}

test('a channel becomes a room with its messages', async () => {
  const { of, problems } = await read(fixture('beds.json'), 0, new Map([['400000000000000011', 'tools']]));
  expect(problems).toEqual([]);
  expect(of('community')).toEqual([
    { kind: 'community', key: '400000000000000001', name: 'Tram Shed Garden' },
  ]);
  expect(of('conversation')).toMatchObject([
    { shape: 'room', title: 'beds', about: 'Who waters what', restricted: false },
  ]);
  const [asked, answered, began, bot, late] = of('message');
  expect(asked).toMatchObject({
    at: Date.UTC(2023, 3, 24, 16, 0, 0, 123),
    editedAt: Date.UTC(2023, 3, 24, 16, 5),
    pinned: true,
  });
  expect(asked!.mentions).toEqual([{ authorKey: '300000000000000002', username: 'jory_pike' }]);
  expect(asked!.reactions).toEqual([
    { emoji: '🌱', count: 2, authorKeys: ['300000000000000002', '300000000000000003'] },
    { emoji: ':bucket:', count: 3, authorKeys: [] },
  ]);
  expect(answered!.parentKey).toBe(asked!.key);
  expect(answered!.body).toBe('I do. See #tools and <@300000000000000001>, by 2023-04-25 10:00 UTC :wave:');
  expect(answered!.attachments).toEqual([
    { name: 'bed 3.jpg', size: 20480, url: 'https://cdn.example.org/attachments/bed 3.jpg', path: null },
    { name: 'plan.txt', size: 31, url: null, path: 'beds_Files/plan.txt' },
  ]);
  expect(began).toMatchObject({
    body: '*Started a thread.*',
    parentKey: null,
    aside: { type: 'ThreadCreated' },
  });
  expect(bot!.body).toBe(
    '> [Frost tonight](<https://example.org/frost>)\n> \n> Cover the beans.\n> \n> **Low**\n> -1 °C',
  );
  expect(late).toMatchObject({ parentKey: '1099999999999999990', parentAt: expect.any(Number) as number });
  expect(late!.body).toBe('*(spoiler)* slugs! \n```sh\nwater --bed 3\n```\n -# done');
  expect(late!.attachments).toEqual([
    { name: 'Sunny', size: null, url: 'https://cdn.example.org/sunny.png', path: null },
  ]);
  expect(of('author').map(({ key, name, bot: isBot }) => [key, name, isBot])).toEqual([
    ['300000000000000001', 'Wren', false],
    ['300000000000000002', 'Jory Pike', false],
    ['300000000000000003', 'Almanac', true],
  ]);
});

test('a thread grows out of its channel and opens with the message that it was started from', async () => {
  const { of } = await read(fixture('bed-3.json'));
  expect(of('conversation')).toMatchObject([
    { shape: 'thread', title: 'Bed 3', parentKey: '400000000000000010' },
  ]);
  expect(of('message')[0]).toMatchObject({
    ...{ parentKey: null, body: '' },
    sameAs: { conversationKey: '400000000000000010', key: '1100000000000000001' },
  });
});

test('directs go to a community of their own, not for everybody’s eyes', async () => {
  const { of } = await read(fixture('direct.json'));
  expect(of('community')).toMatchObject([{ key: 'directs' }]);
  expect(of('conversation')).toMatchObject([{ shape: 'room', restricted: true, title: 'Jory Pike' }]);
  expect(of('message').at(-1)).toMatchObject({ body: '*Started a call.*' });
});

test('plainer exports are read with what they have', async () => {
  const { of } = await read(fixture('plain.json'));
  expect(of('community')).toMatchObject([{ key: 'named Tram Shed Garden' }]);
  expect(of('message')[0]).toMatchObject({
    at: Date.UTC(2023, 5, 1, 9, 0, 0, 500),
    editedAt: Date.UTC(2023, 5, 1, 9, 30),
    mentions: [{ authorKey: null, username: 'jory_pike' }],
    reactions: [{ emoji: '👍', count: 2, authorKeys: [] }],
    attachments: [
      { name: 'heap.png', url: 'https://cdn.example.org/heap.png?ex=1', path: 'assets/heap.png' },
    ],
  });
});

test('server and channel are found wherever they stand', async () => {
  const message =
    '{"id":"1100000000000000001","type":"Default","timestamp":"2023-04-24T16:00:00Z","content":"hi"}';
  const { of } = await read(
    await written(
      `{"messages":[${message}],"channel":{"id":"9","name":"late"},"guild":{"id":"8","name":"g"}}`,
    ),
  );
  expect(of('conversation')).toMatchObject([{ key: '9', title: 'late', communityKey: '8' }]);
  expect(of('message')).toMatchObject([{ body: 'hi', authorKey: null }]);
});

test('what is no export, and messages that are none, are named', async () => {
  expect((await read(await written('{"hello":1}'))).problems).toEqual([
    { line: 0, why: 'this is no export of a Discord channel' },
  ]);
  const messages = [
    '{"id":"1100000000000000001","type":"Default","timestamp":"never","content":7}',
    '{"id":"x","type":"Default","timestamp":null,"content":"no time"}',
    '{"type":"Default","timestamp":"2023-04-24T16:00:00Z","content":"no id"}',
    '"what"',
    '{"id":"5","type":{},"timestamp":"2023-04-24T16:00:00Z","content":[],"author":"?","reactions":{},"mentions":7,"attachments":[null,3,{}],"embeds":[1],"reference":[]}',
  ];
  const { of, problems } = await read(
    await written(`{"channel":{"id":"9","name":"c"},"messages":[\n${messages.join(',\n')}]}`),
  );
  expect(of('message').map(({ key, body }) => [key, body])).toEqual([
    ['1100000000000000001', '7'],
    ['5', ''],
  ]);
  expect(problems.map(({ line }) => line).sort()).toEqual([3, 4, 5]);
});

test('the channels of an archive are known by name', async () => {
  expect([...(await channelNames([fixture('beds.json'), fixture('plain.json')]))]).toEqual([
    ['400000000000000010', 'beds'],
    ['400000000000000030', 'compost'],
  ]);
});
