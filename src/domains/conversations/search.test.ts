import { beforeAll, expect, it } from 'vitest';
import { fill } from '../../../tests/budget/crowd.ts';
import { onEachEngine } from '../../../tests/engines.ts';
import { refused } from '../../../tests/refusals.ts';
import { newId } from '../../platform/ids.ts';
import { scene } from './scene.ts';
import type { Scene } from './scene.ts';

onEachEngine((engine) => {
  let s: Scene;
  const bodies = async (person: Scene['reader'], q: string) =>
    (await person.read('conversations.search', { q })).messages.map((hit) =>
      hit.pieces.map((piece) => piece.text).join(''),
    );
  beforeAll(async () => {
    s = await scene(engine);
    await s.say(s.founder, 'The Café keeps grounds for us, see https://example.org');
    await s.say(s.reader, 'Rain barrels: two old wine barrels');
    await s.say(s.reader, 'Бочки для дождя');
    await s.say(s.founder, 'A secret barrel', { conversationId: s.small.id });
  });

  it('finds words, their beginnings, and what has diacritics', async () => {
    expect(await bodies(s.newcomer, 'cafe')).toEqual([
      'The Café keeps grounds for us, see https://example.org',
    ]);
    expect(await bodies(s.newcomer, 'CAFÉ groun')).toHaveLength(1);
    expect(await bodies(s.newcomer, 'cafe barrel')).toEqual([]);
    expect(await bodies(s.newcomer, 'бочки')).toHaveLength(1);
  });

  it.each([
    ['Мой ёжик', 'йод ещё'],
    ['Καλημέρα σας', 'καφές'],
    ['안녕하세요 한국', '사람'],
    ['ありがとう ございます', 'がんばって'],
    ['أحمد يقرأ القرآن', 'مسؤول'],
    ['Їжак і Ґанок', 'Ў ѓ'],
    ['Việt đường İstanbul', 'ỹ Größe ŁÓDŹ'],
  ])('finds words in whichever letters, as they are written: "%s"', async (body, other) => {
    for (const form of ['NFC', 'NFD'] as const) {
      const { number } = await s.say(s.founder, body.normalize(form));
      await s.say(s.founder, other.normalize(form));
      const found = async (q: string) =>
        (await s.newcomer.read('conversations.search', { q })).messages.find((hit) => hit.number === number);
      for (const word of body.split(' ')) {
        const begun = form === 'NFC' ? [word.slice(0, 2)] : [];
        for (const q of [word, word.toUpperCase(), word.normalize('NFD'), `"${body}"`, ...begun]) {
          const hit = await found(q);
          expect(hit?.pieces, `${q} in ${form}`).toContainEqual(expect.objectContaining({ hit: true }));
        }
      }
      expect(await found(`${body.split(' ')[0]} ${other}`)).toBeUndefined();
    }
  });

  it('names each place that it finds, also where another of its words was looked for', async () => {
    const room = { id: newId(), communityId: s.communityId, slug: 'heap', title: 'Heap corner' };
    await s.founder.act('conversations.open-room', { ...room, about: 'Turning and smelling.' });
    for (const [q, hit] of [
      ['heap', 'Heap'],
      ['smelling', 'smelling'],
    ] as const) {
      const { conversations } = await s.reader.read('conversations.search', { q });
      const pieces = conversations.find(({ place }) => place.conversationId === room.id)!.pieces;
      expect(pieces.map(({ text }) => text).join('')).toBe('Heap corner · Turning and smelling.');
      expect(pieces.filter((piece) => piece.hit)).toEqual([{ text: hit, hit: true }]);
    }
  });

  it('finds phrases in a row', async () => {
    expect(await bodies(s.reader, '"wine barrels"')).toHaveLength(1);
    expect(await bodies(s.reader, '"barrels wine"')).toEqual([]);
  });

  it('marks the hit and says where it is', async () => {
    const [hit] = (await s.reader.read('conversations.search', { q: 'wine' })).messages;
    expect(hit?.pieces.filter((piece) => piece.hit)).toEqual([{ text: 'wine', hit: true }]);
    expect(hit?.place).toMatchObject({ communitySlug: s.community.slug, slug: 'compost', title: 'compost' });
    expect(hit?.author?.name).toBe('Tomas');
  });

  it('keeps to its filters', async () => {
    expect(await bodies(s.reader, 'barrel from:ines')).toEqual(['A secret barrel']);
    expect(await bodies(s.reader, 'barrel in:compost')).toHaveLength(1);
    expect(await bodies(s.reader, 'has:link')).toHaveLength(1);
    expect(await bodies(s.reader, 'barrel before:2020-01-01')).toEqual([]);
    expect(await bodies(s.reader, 'barrel after:2020-01-01')).toHaveLength(2);
    expect(await bodies(s.reader, 'has:file')).toEqual([]);
  });

  it('begins a day with its first moment and ends before the next one', async () => {
    const message = await s.say(s.reader, 'midnight oil');
    await s.app.store.write((db) =>
      db
        .updateTable('message')
        .set({ created_at: Date.UTC(2021, 5, 2) })
        .where('community_id', '=', s.communityId)
        .where('id', '=', message.id)
        .execute(),
    );
    for (const by of ['midnight ', `in:${s.community.slug} `]) {
      expect(await bodies(s.reader, `${by}after:2021-06-02 before:2021-06-03`)).toEqual(['midnight oil']);
      expect(await bodies(s.reader, `${by}before:2021-06-02`)).toEqual([]);
    }
  });

  it('finds by filters alone, the newest first, in a place or everywhere, page by page', async () => {
    const words = ['one', 'two', 'three', 'four'];
    for (const body of words) await s.say(s.founder, body);
    expect((await bodies(s.reader, 'from:ines')).slice(0, 4)).toEqual(words.toReversed());
    expect((await bodies(s.reader, 'in:compost')).slice(0, 4)).toEqual(words.toReversed());
    expect(await bodies(s.reader, 'in:small')).toEqual(['A secret barrel']);
    expect(await bodies(s.newcomer, 'in:small')).toEqual([]);
    expect(await bodies(s.newcomer, `in:${s.thread.number}`)).toEqual(['I have a balcony, no garden.']);
    const whole = await bodies(s.newcomer, `in:${s.community.slug}`);
    expect(whole).toHaveLength((await bodies(s.newcomer, 'after:2020-01-01')).length);
    expect(whole).not.toContain('A secret barrel');
    const page = (skip: number) => s.reader.read('conversations.search', { q: 'from:ines', limit: 2, skip });
    const [first, second] = [await page(0), await page(2)];
    expect([first.more, second.more]).toEqual([true, true]);
    expect([...first.messages, ...second.messages].map((hit) => hit.pieces[0]?.text)).toEqual(
      words.toReversed(),
    );
    expect(await bodies(s.reader, 'from:nobody')).toEqual([]);
  });

  it('finds by a reaction only while there is one', async () => {
    const message = await s.say(s.founder, 'Who brings the radio?');
    const put = { ...s.at(message), emoji: '📻' };
    await s.reader.act('conversations.react', put);
    await s.newcomer.act('conversations.react', put);
    await s.reader.act('conversations.react', { ...put, on: false });
    expect(await bodies(s.reader, 'has:reaction')).toEqual(['Who brings the radio?']);
    await s.newcomer.act('conversations.react', { ...put, on: false });
    expect(await bodies(s.reader, 'has:reaction')).toEqual([]);
  });

  it('shows nothing of what one may not see, not even as a count', async () => {
    const nothing = { messages: [], conversations: [], people: [], more: false, asWords: [] };
    expect(await s.newcomer.read('conversations.search', { q: 'secret' })).toEqual(nothing);
    expect((await s.reader.read('conversations.search', { q: 'small' })).conversations).toHaveLength(1);
    expect(await s.newcomer.read('conversations.search', { q: 'small' })).toEqual(nothing);
    expect(await s.stranger.read('conversations.search', { q: 'barrel' })).toEqual(nothing);
    expect(await s.removed.read('conversations.search', { q: 'tomas' })).toEqual(nothing);
    await refused(
      s.stranger.read('conversations.search', { q: 'barrel', communityId: s.communityId }),
      'not-found',
    );
  });

  it('finds threads by title and fellow members by name', async () => {
    const found = await s.reader.read('conversations.search', { q: 'worm' });
    expect(found.conversations).toMatchObject([
      { place: { title: 'Worm box for a beginner?', kind: 'thread' } },
    ]);
    expect((await s.reader.read('conversations.search', { q: 'noo' })).people).toMatchObject([
      { person: { name: 'Noor' } },
    ]);
  });

  it('finds what was said in a direct, for those in it', async () => {
    const direct = await s.reader.act('conversations.open-direct', {
      ...{ id: newId(), communityId: s.communityId, people: [s.newcomer.id] },
    });
    await s.say(s.reader, 'zinnia seeds', { conversationId: direct.id });
    expect(await bodies(s.newcomer, 'zinnia')).toHaveLength(1);
    expect(await bodies(s.founder, 'zinnia')).toEqual([]);
  });

  it('finds what one may see also behind thousands of newer hits that one may not', async () => {
    const [other] = (await s.stranger.read('communities.list-mine', {})).communities;
    await fill(s.app, other!.id, { people: 3, threads: 45, messagesEach: 50 });
    expect(await bodies(s.newcomer, 'barrels')).toEqual(['Rain barrels: two old wine barrels']);
    const found = await s.stranger.read('conversations.search', { q: 'barrels' });
    expect([found.messages.length, found.more]).toEqual([20, true]);
  });

  it('gives each hit once, up to where a search ends, whatever it has in common with others', async () => {
    for (const q of ['barrels', 'barrel', 'after:2019-12-31']) {
      const seen = new Set<string>();
      let skip = 0;
      for (let more = true; more; skip += 50) {
        const page = await s.stranger.read('conversations.search', { q, limit: 50, skip });
        for (const { place, number } of page.messages) seen.add(`${place.conversationId} ${number}`);
        more = page.more;
      }
      expect(skip).toBe(1050);
      expect(seen.size, q).toBe(skip);
    }
  });

  it('looks in what is called so, in whichever case, and only where one may see it', async () => {
    for (const q of ['barrel in:"SMALL"', 'in:"Smáll"'])
      expect(await bodies(s.reader, q)).toEqual(['A secret barrel']);
    const title = (
      await s.newcomer.read('conversations.get', { communityId: s.communityId, number: s.thread.number })
    ).title;
    expect(await bodies(s.newcomer, `in:"${title.toUpperCase()}"`)).toEqual(['I have a balcony, no garden.']);
    expect(await bodies(s.newcomer, `balcony in:"${title}"`)).toEqual(['I have a balcony, no garden.']);
    for (const q of ['barrel in:"small"', 'in:"small"']) expect(await bodies(s.newcomer, q)).toEqual([]);
  });

  it('says which filters it could only take as words', async () => {
    const told = async (q: string) => (await s.reader.read('conversations.search', { q })).asWords;
    expect(await told('barrel before:spring')).toEqual(['before:spring']);
    expect(await told('barrel before:2026-03-01')).toEqual([]);
  });

  it('bears whatever is typed', async () => {
    for (const q of [
      '"',
      '*',
      'a OR b',
      "'; drop table message",
      'NEAR(',
      '-x',
      ':*',
      '(((',
      'in:',
      '\u0001',
    ]) {
      await s.reader.read('conversations.search', { q });
    }
  });

  it('keeps communities apart whose ids end alike', async () => {
    const communityId = `${newId().slice(0, -6)}${s.communityId.slice(-6)}`;
    const roomId = newId();
    await s.reader.act('communities.found', { id: communityId, name: 'Alike', slug: 'alike' });
    await s.reader.act('conversations.open-room', { id: roomId, communityId, slug: 'all', title: 'All' });
    await s.say(s.reader, 'Quinces are ripe');
    const message = { id: newId(), communityId, conversationId: roomId, body: 'Quinces in bottles' };
    await s.reader.act('conversations.send-message', message);
    expect((await bodies(s.reader, 'quinces')).sort()).toEqual(['Quinces are ripe', 'Quinces in bottles']);
    for (const q of ['quinces', 'quin', `quinces from:${s.reader.handle}`]) {
      const { messages } = await s.reader.read('conversations.search', { q, communityId });
      expect(messages.map(({ place }) => place.communityId)).toEqual([communityId]);
    }
    expect(await bodies(s.newcomer, 'bottles')).toEqual([]);
  });
});
