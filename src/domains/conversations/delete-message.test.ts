import { beforeAll, expect, it } from 'vitest';
import { onEachEngine } from '../../../tests/engines.ts';
import { refused } from '../../../tests/refusals.ts';
import { scene } from './scene.ts';
import type { Scene } from './scene.ts';

onEachEngine((engine) => {
  let s: Scene;
  beforeAll(async () => {
    s = await scene(engine);
  });

  it('leaves a stone, and the answers stay', async () => {
    const live = await s.listen(s.reader);
    const question = await s.say(s.founder, 'Is it dead?');
    const answer = await s.say(s.reader, 'Sleeping.', { parentNumber: question.number });
    const stone = await s.founder.act('conversations.delete-message', s.at(question));
    expect(stone).toMatchObject({ state: 'deleted', body: '', html: '', number: question.number });
    const [, kept] = (await s.messages(s.reader)).slice(-2);
    expect(kept).toMatchObject({
      number: answer.number,
      body: 'Sleeping.',
      parent: { author: null, excerpt: '' },
    });
    expect((await live.heard()).at(-1)).toMatchObject({ kind: 'message.deleted', view: stone });
  });

  it('takes words out of the search, too', async () => {
    const secret = await s.say(s.founder, 'xylophone');
    await s.founder.act('conversations.delete-message', s.at(secret));
    expect((await s.founder.read('conversations.search', { q: 'xylophone' })).messages).toEqual([]);
  });

  it('can be said twice', async () => {
    const message = await s.say(s.founder, 'Oops');
    const once = await s.founder.act('conversations.delete-message', s.at(message));
    expect(await s.founder.act('conversations.delete-message', s.at(message))).toEqual(once);
  });

  it('takes with it what others put on it', async () => {
    const message = s.at(await s.say(s.founder, 'Cake on Sunday!'));
    await s.reader.act('conversations.react', { ...message, emoji: '🍰' });
    await s.founder.act('conversations.delete-message', message);
    expect((await s.messages(s.reader)).at(-1)?.reactions).toEqual([]);
    const left = s.app.store.read.selectFrom('reaction').select('emoji');
    expect(await left.where('community_id', '=', s.communityId).execute()).toEqual([]);
    expect((await s.conversation(s.reader, s.room.id)).last?.excerpt).toBe('');
  });

  it('refuses others and is not-found for strangers', async () => {
    const message = await s.say(s.reader, 'Mine.');
    await refused(s.founder.act('conversations.delete-message', s.at(message)), 'forbidden', 'not-yours');
    await refused(s.stranger.act('conversations.delete-message', s.at(message)), 'not-found');
  });
});
