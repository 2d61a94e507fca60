import { beforeAll, expect, it } from 'vitest';
import { onEachEngine } from '../../../tests/engines.ts';
import { refused } from '../../../tests/refusals.ts';
import { newId } from '../../platform/ids.ts';
import type { MessageView } from './message.ts';
import { scene } from './scene.ts';
import type { Scene } from './scene.ts';

onEachEngine((engine) => {
  let s: Scene;
  let talk: MessageView[];
  const keep = (person: Scene['reader'], from: number, to: number, more: object = {}) =>
    person.act('conversations.keep-as-thread', {
      ...{
        id: newId(),
        communityId: s.communityId,
        conversationId: s.room.id,
        from,
        to,
        title: 'Waking a cold heap',
      },
      ...more,
    });
  beforeAll(async () => {
    s = await scene(engine);
    const question = await s.say(s.founder, 'Dead or sleeping?');
    const answer = await s.say(s.reader, 'Sleeping.', { parentNumber: question.number });
    await s.newcomer.act('conversations.react', { ...s.at(answer), emoji: '🌱' });
    const oops = await s.say(s.reader, 'wrong room, sorry');
    await s.reader.act('conversations.delete-message', s.at(oops));
    await s.say(s.newcomer, 'Thank you both!');
    talk = await s.messages(s.founder);
  });

  it('keeps words, authors, times, answers and reactions; the room loses nothing', async () => {
    const live = await s.listen(s.newcomer);
    const thread = await keep(s.reader, 1, 4);
    const kept = await s.messages(s.newcomer, thread.id);
    expect(kept.map((one) => [one.author.name, one.body, one.createdAt])).toEqual(
      talk.filter((one) => one.state === 'here').map((one) => [one.author.name, one.body, one.createdAt]),
    );
    expect(kept[1]).toMatchObject({
      parentNumber: 1,
      reactions: [{ emoji: '🌱', people: [{ name: 'Noor' }] }],
    });
    const room = await s.messages(s.newcomer);
    expect(room.map(({ keptAs: _, ...one }) => one)).toEqual(talk.map(({ keptAs: _, ...one }) => one));
    expect((await live.heard()).map((fact) => fact.kind)).toEqual(['conversation.opened', 'message.kept']);
  });

  it('links both sides', async () => {
    const thread = await keep(s.reader, 1, 2);
    expect(thread.keptFrom).toMatchObject({ conversationId: s.room.id, slug: 'compost', from: 1, to: 2 });
    const [, last] = await s.messages(s.reader);
    expect(last?.keptAs).toMatchObject({
      conversationId: thread.id,
      number: thread.number,
      by: { name: 'Tomas' },
    });
  });

  it('waits for an answer only where nobody else had a word in it', async () => {
    expect((await keep(s.reader, 1, 2)).unanswered).toBe(false);
    expect((await keep(s.reader, 4, 4)).unanswered).toBe(true);
  });

  it('stays among the people of a restricted room', async () => {
    await s.say(s.reader, 'For two only.', { conversationId: s.small.id });
    const thread = await keep(s.founder, 1, 1, { conversationId: s.small.id });
    await refused(s.conversation(s.newcomer, thread.id), 'not-found');
    expect(await s.messages(s.reader, thread.id)).toHaveLength(1);
  });

  it('refuses what is no stretch, and directs', async () => {
    await refused(keep(s.reader, 3, 2), 'forbidden', 'no-stretch');
    await refused(keep(s.reader, 1, 999), 'forbidden', 'no-stretch');
    await refused(keep(s.reader, 1, 1, { conversationId: s.thread.id }), 'forbidden', 'not-a-room');
  });

  it('refuses a stretch of stones only', async () => {
    await refused(keep(s.reader, 3, 3), 'conflict', 'nothing-left');
  });

  it('is not-found for strangers', async () => {
    await refused(keep(s.stranger, 1, 1), 'not-found');
  });
});
