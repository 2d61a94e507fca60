import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { onEachEngine } from '../../../tests/engines.ts';
import { fixtures, folder, scene } from './scene.ts';

onEachEngine((engine) => {
  test('comes in as rooms and threads, with reactions, mentions, edits and files', async () => {
    const { bring, room, thread, messages, founder } = await scene(engine);
    const report = await bring('discord', [join(fixtures, 'discord')]);
    expect(report).toMatchObject({
      conversations: { rooms: 3, threads: 1 },
      filesKept: 1,
      links: 3,
      reactions: 4,
    });
    const beds = await room('beds');
    expect(beds).toMatchObject({ about: 'Who waters what', restricted: false, mine: { readNumber: 6 } });
    const said = await messages(beds.id);
    expect(said.map(({ number, parentNumber, state }) => [number, parentNumber, state])).toEqual([
      [1, null, 'missing'],
      [2, null, 'here'],
      [3, 2, 'here'],
      [4, null, 'here'],
      [5, null, 'here'],
      [6, 1, 'here'],
    ]);
    expect(said[1]).toMatchObject({
      author: { name: 'Wren', handle: 'discord.wren-hollis', imported: true },
      body: 'Who waters bed 3 this week? @discord.jory-pike',
      html: '<p>Who waters bed 3 this week? <span class="mention">@Jory Pike</span></p>',
      createdAt: Date.UTC(2023, 3, 24, 16, 0, 0, 123),
      editedAt: Date.UTC(2023, 3, 24, 16, 5),
    });
    const reactions = said[1]!.reactions.map(({ emoji, people }) => [
      emoji,
      people.map(({ name }) => name).sort(),
    ]);
    expect(reactions.sort()).toEqual([
      [':bucket:', ['Someone']],
      ['🌱', ['Almanac', 'Jory Pike']],
    ]);
    expect(said[2]!.body).toContain('[bed 3.jpg](<https://cdn.example.org/attachments/bed%203.jpg>)');
    expect(said[2]!.attachments).toMatchObject([{ name: 'plan.txt', mime: 'text/plain', size: 29 }]);
    const [opening] = await messages((await thread('Bed 3')).id);
    expect(opening).toMatchObject({
      author: { name: 'Wren' },
      body: 'Who waters bed 3 this week? @discord.jory-pike',
    });
    const unread = await founder.read('conversations.list-unread', {});
    expect(unread.conversations.filter(({ kind }) => kind === 'room')).toEqual([]);
  });

  test('directs are seen by who brought them alone', async () => {
    const { bring, room, reader, communityId } = await scene(engine);
    await bring('discord', [join(fixtures, 'discord')]);
    expect((await room('Jory Pike')).restricted).toBe(true);
    const seen = await reader.read('conversations.list-rooms', { communityId });
    expect(seen.map(({ title }) => title).sort()).toEqual(['beds', 'compost']);
  });

  test('a file that is larger than this installation takes is told as such, and its name stays', async () => {
    const { bring, room, messages } = await scene(engine);
    const report = await bring('discord', [join(fixtures, 'discord')], { uploadBytes: 3 });
    expect(report).toMatchObject({ filesKept: 0, tooLarge: 1, links: 3 });
    const said = await messages((await room('beds')).id);
    expect(said[2]!.body).toContain('plan.txt');
  });

  test('files are taken only from below the archive’s folder', async () => {
    const { bring, room, messages } = await scene(engine);
    const archive = await folder();
    await cp(join(fixtures, 'discord'), archive, { recursive: true });
    const text = await readFile(join(archive, 'beds.json'), 'utf8');
    await writeFile(
      join(archive, 'beds.json'),
      text.replace('beds_Files/plan.txt', '../../../../../../etc/passwd'),
    );
    const report = await bring('discord', [archive]);
    expect(report).toMatchObject({ filesKept: 0, links: 4 });
    const said = await messages((await room('beds')).id);
    expect(said[2]).toMatchObject({ attachments: [] });
    expect(said[2]!.body).toContain('`plan.txt`');
  });

  test('what was said meanwhile keeps its number', async () => {
    const { bring, room, messages, founder, communityId } = await scene(engine);
    const archive = await folder();
    await cp(join(fixtures, 'discord', 'plain.json'), join(archive, 'plain.json'));
    await bring('discord', [archive]);
    const compost = await room('compost');
    const words = {
      communityId,
      conversationId: compost.id,
      id: '01900000-0000-7000-8000-00000000aaaa',
      body: 'And now?',
    };
    await founder.act('conversations.send-message', words);
    const text = await readFile(join(archive, 'plain.json'), 'utf8');
    const one = JSON.parse(text) as { messages: { id: string; timestamp: string }[] };
    one.messages.push({ ...one.messages[0]!, id: '1100000000000000031', timestamp: '2023-06-02T09:00:00Z' });
    await writeFile(join(archive, 'plain.json'), JSON.stringify(one));
    await bring('discord', [archive]);
    const said = await messages(compost.id);
    expect(said.map(({ number, author }) => [number, author.name])).toEqual([
      [1, 'Wren'],
      [2, 'Ines'],
      [3, 'Wren'],
    ]);
  });
});
