import { beforeAll, expect, it } from 'vitest';
import { onEachEngine } from '../../../tests/engines.ts';
import { refused } from '../../../tests/refusals.ts';
import { newId } from '../../platform/ids.ts';
import { scene } from './scene.ts';
import type { Scene } from './scene.ts';

onEachEngine((engine) => {
  let s: Scene;
  const thread = (title: string, body = 'What did it cost?') => ({
    ...{ id: newId(), communityId: s.communityId, title, message: { id: newId(), body } },
  });
  const titles = async () => {
    const { lifted, threads } = await s.reader.read('conversations.list-threads', {
      communityId: s.communityId,
    });
    return { lifted: lifted.map((one) => one.title), threads: threads.map((one) => one.title) };
  };
  beforeAll(async () => {
    s = await scene(engine);
  });

  it('opens with its first message, which its starter has read and follows', async () => {
    const live = await s.listen(s.reader);
    const started = await s.founder.act('conversations.start-thread', thread('Rain barrels'));
    expect(started).toMatchObject({
      kind: 'thread',
      lastNumber: 1,
      mine: { readNumber: 1, following: true },
    });
    expect(await s.messages(s.reader, started.id)).toMatchObject([{ number: 1, body: 'What did it cost?' }]);
    expect((await live.heard()).map((fact) => fact.kind)).toEqual(['conversation.opened', 'message.sent']);
  });

  it('is started once, however often it is asked', async () => {
    const same = thread('Cargo bike');
    const started = await s.founder.act('conversations.start-thread', same);
    expect(await s.founder.act('conversations.start-thread', same)).toEqual(started);
    expect(await s.messages(s.founder, started.id)).toHaveLength(1);
  });

  it('lifts what a newcomer asked until somebody answers', async () => {
    expect(await titles()).toMatchObject({ lifted: ['Worm box for a beginner?'] });
    await s.say(s.reader, 'Not at all!', { conversationId: s.thread.id });
    expect(await titles()).toEqual({
      lifted: [],
      threads: ['Worm box for a beginner?', 'Cargo bike', 'Rain barrels'],
    });
  });

  it('refuses an empty first message and a title that says nothing', async () => {
    await refused(s.reader.act('conversations.start-thread', thread('A title', ' ')), 'invalid', 'empty');
    await refused(s.reader.act('conversations.start-thread', thread('?')), 'invalid', 'invalid');
  });

  it('is not-found for strangers', async () => {
    await refused(s.stranger.act('conversations.start-thread', thread('Hello there')), 'not-found');
  });
});
