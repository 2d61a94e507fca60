import { beforeAll, expect, it } from 'vitest';
import { onEachEngine } from '../../../tests/engines.ts';
import { refused } from '../../../tests/refusals.ts';
import type { MessageView } from './message.ts';
import { scene } from './scene.ts';
import type { Scene } from './scene.ts';

onEachEngine((engine) => {
  let s: Scene;
  let mine: MessageView;
  beforeAll(async () => {
    s = await scene(engine);
    mine = await s.say(s.reader, 'Grounds on Fridays.');
  });

  it('lets people change their own words, and shows that they did', async () => {
    const live = await s.listen(s.founder);
    const edited = await s.reader.act('conversations.edit-message', {
      ...s.at(mine),
      body: 'Grounds on *Saturdays*.',
    });
    expect(edited).toMatchObject({ number: mine.number, id: mine.id, body: 'Grounds on *Saturdays*.' });
    expect(edited.editedAt).toBeGreaterThanOrEqual(mine.createdAt);
    expect(await live.state(/^message\./, (view) => view.number)).toEqual([edited]);
    expect((await s.conversation(s.founder, s.room.id)).last?.excerpt).toBe('Grounds on Saturdays.');
  });

  it('refuses others, also hosts', async () => {
    await refused(
      s.founder.act('conversations.edit-message', { ...s.at(mine), body: 'No.' }),
      'forbidden',
      'not-yours',
    );
  });

  it('refuses to leave nothing behind', async () => {
    await refused(
      s.reader.act('conversations.edit-message', { ...s.at(mine), body: ' ' }),
      'invalid',
      'empty',
    );
  });

  it('refuses what was deleted', async () => {
    const gone = await s.say(s.reader, 'Never mind.');
    await s.reader.act('conversations.delete-message', s.at(gone));
    await refused(
      s.reader.act('conversations.edit-message', { ...s.at(gone), body: 'Back' }),
      'forbidden',
      'gone',
    );
  });

  it('leaves a stone where one changes and deletes at once, whichever comes first', async () => {
    for (let turn = 0; turn < 8; turn++) {
      const { act } = s.reader;
      const at = s.at(await s.say(s.reader, 'Never mind.'));
      const edit = () => act('conversations.edit-message', { ...at, body: '@ines, never mind that.' });
      const remove = () => act('conversations.delete-message', at);
      const both = turn % 2 ? [remove(), edit()] : [edit(), remove()];
      const [refusal] = (await Promise.allSettled(both)).filter(({ status }) => status === 'rejected');
      if (refusal) expect(refusal).toMatchObject({ reason: { reason: 'gone' } });
      const stone = (await s.messages(s.founder)).find((one) => one.number === at.number);
      expect(stone).toMatchObject({
        state: 'deleted',
        body: '',
        html: '',
      });
      const { last, mine } = await s.conversation(s.founder, s.room.id);
      expect([last?.excerpt, mine.mentions]).toEqual(['', 0]);
    }
  });

  it('shows the newest words in the list, however many change them at once', async () => {
    const first = s.at(await s.say(s.reader, 'One.'));
    const newer = s.say(s.founder, 'Two.');
    await Promise.all([s.reader.act('conversations.edit-message', { ...first, body: 'One!' }), newer]);
    expect((await s.conversation(s.founder, s.room.id)).last?.excerpt).toBe('Two.');
  });

  it('is found by what it holds now', async () => {
    const message = s.at(await s.say(s.reader, 'See https://example.org/heaps'));
    const found = async () => {
      const hits = await s.founder.read('conversations.search', { q: 'has:link' });
      return hits.messages.some(({ number }) => number === message.number);
    };
    expect(await found()).toBe(true);
    await s.reader.act('conversations.edit-message', { ...message, body: 'See the heaps' });
    expect(await found()).toBe(false);
    await s.reader.act('conversations.edit-message', { ...message, body: 'See https://example.org' });
    expect(await found()).toBe(true);
  });

  it('waits no more for who is not named any more', async () => {
    const message = await s.say(s.founder, '@tomas, the key?');
    const mentions = async () => (await s.conversation(s.reader, s.room.id)).mine.mentions;
    const before = await mentions();
    await s.founder.act('conversations.edit-message', { ...s.at(message), body: 'The key?' });
    expect(await mentions()).toBe(before - 1);
  });

  it('is not-found for strangers', async () => {
    await refused(s.stranger.act('conversations.edit-message', { ...s.at(mine), body: 'Hi' }), 'not-found');
    await refused(
      s.reader.act('conversations.edit-message', { ...s.at(mine), number: 999, body: 'Hi' }),
      'not-found',
    );
  });
});
