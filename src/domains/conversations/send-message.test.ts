import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { onEachEngine } from '../../../tests/engines.ts';
import { refused } from '../../../tests/refusals.ts';
import { newId } from '../../platform/ids.ts';
import { scene } from './scene.ts';
import type { Scene } from './scene.ts';

onEachEngine((engine) => {
  let s: Scene;
  beforeAll(async () => {
    s = await scene(engine);
  });

  it('lets members talk, rendered and in order', async () => {
    const live = await s.listen(s.reader);
    const first = await s.say(s.founder, 'Mine went **cold**.');
    const second = await s.say(s.reader, 'Feed it, @ines!', { parentNumber: first.number });
    expect(second).toMatchObject({ number: first.number + 1, parentNumber: first.number, state: 'here' });
    expect(second.parent).toMatchObject({ number: first.number, excerpt: 'Mine went cold.' });
    expect(second.html).toContain('<span class="mention">@Ines</span>');
    expect(await live.state(/^message\./, (view) => view.number)).toEqual(await s.messages(s.reader));
  });

  it('quotes what is answered with the names that it shows', async () => {
    const first = await s.say(s.reader, 'Soup on **Friday**, @ines?');
    const second = await s.say(s.founder, 'Gladly.', { parentNumber: first.number });
    expect(second.parent).toMatchObject({ excerpt: 'Soup on Friday, @Ines?' });
  });

  it('shows in lists what was said last, with the names that it shows', async () => {
    const last = async () => (await s.conversation(s.founder, s.room.id)).last;
    const message = await s.say(s.reader, 'Tea *now*, @ines & <all>?');
    expect(await last()).toMatchObject({ excerpt: 'Tea now, @Ines & <all>?' });
    await s.reader.act('conversations.edit-message', { ...s.at(message), body: 'Soup, @ines?' });
    expect(await last()).toMatchObject({ excerpt: 'Soup, @Ines?' });
  });

  it('stores a message once, however often it is sent', async () => {
    const id = newId();
    const [once, twice] = await Promise.all([
      s.say(s.founder, 'Soup?', { id }),
      s.say(s.founder, 'Soup?', { id }),
    ]);
    expect(twice).toEqual(once);
    const all = await s.messages(s.founder);
    expect(all.filter((message) => message.id === id)).toHaveLength(1);
  });

  it('does not let anybody take over another’s message id', async () => {
    const mine = await s.say(s.founder, 'Mine.');
    await refused(s.say(s.reader, 'Also mine.', { id: mine.id }), 'conflict', 'id-taken');
  });

  it('refuses nothing at all, too much, and answers to nothing', async () => {
    await refused(s.say(s.founder, '  \n '), 'invalid', 'empty');
    await refused(s.say(s.founder, '\u200b \u2060\ufe0f'), 'invalid', 'empty');
    await refused(s.say(s.founder, 'x'.repeat(20_001)), 'invalid', 'invalid');
    await refused(s.say(s.founder, 'To whom?', { parentNumber: 9_999 }), 'invalid', 'no-such-message');
  });

  it('is not-found for strangers, for who was removed, and outside a restricted room', async () => {
    for (const person of [s.stranger, s.removed]) await refused(s.say(person, 'Hello?'), 'not-found');
    await refused(s.say(s.newcomer, 'Hello?', { conversationId: s.small.id }), 'not-found');
    await refused(s.say(s.founder, 'Hello?', { conversationId: newId() }), 'not-found');
  });

  it('asks visitors to sign in', async () => {
    const call = s.visitor.act('conversations.send-message', {
      ...{ communityId: s.communityId, conversationId: s.room.id, id: newId(), body: 'Hi' },
    });
    await refused(call, 'forbidden', 'sign-in-first');
  });

  it('names nobody who may not see the room', async () => {
    const message = await s.say(s.founder, 'Where is @noor?', { conversationId: s.small.id });
    expect(message.html).not.toContain('mention');
    const into = { communityId: s.communityId, conversationId: s.small.id, personId: s.newcomer.id };
    const { conversationId, communityId } = into;
    await s.founder.act('conversations.bring-in', into);
    expect((await s.conversation(s.newcomer, conversationId)).mine.mentions).toBe(0);
    await s.newcomer.act('conversations.leave-room', { communityId, conversationId });
  });

  it('is heard only by those who may see the room', async () => {
    const outside = await s.listen(s.newcomer);
    const inside = await s.listen(s.reader);
    await s.say(s.founder, 'Between us.', { conversationId: s.small.id });
    expect((await outside.heard()).filter((fact) => fact.conversationId === s.small.id)).toEqual([]);
    expect(await inside.heard()).toMatchObject([{ kind: 'message.sent', view: { body: 'Between us.' } }]);
  });

  it('marks a thread as answered once somebody else has', async () => {
    await s.say(s.newcomer, 'Anybody?', { conversationId: s.thread.id });
    expect((await s.conversation(s.reader, s.thread.id)).unanswered).toBe(true);
    await s.say(s.founder, 'Come by for tea.', { conversationId: s.thread.id });
    expect((await s.conversation(s.reader, s.thread.id)).unanswered).toBe(false);
  });

  it('lets who read a thread first, and answers then, hear all of it', async () => {
    const where = { communityId: s.communityId, conversationId: s.thread.id };
    await s.reader.act('conversations.mark-read', { ...where, number: 1 });
    expect((await s.conversation(s.reader, s.thread.id)).mine).toMatchObject({ following: false });
    await s.say(s.reader, 'So would I.', { conversationId: s.thread.id });
    expect((await s.conversation(s.reader, s.thread.id)).mine).toMatchObject({
      following: true,
      level: 'all',
    });
  });

  it('numbers messages from one without gaps, whoever sends at the same time', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('founder', 'reader', 'newcomer'), { maxLength: 12 }),
        async (who) => {
          await Promise.all(who.map((part) => s.say(s[part as 'founder'], 'At once.')));
          const numbers = (await s.messages(s.founder)).map((message) => message.number);
          expect(numbers).toEqual(numbers.map((_, index) => index + 1));
        },
      ),
      { numRuns: 8 },
    );
  });

  it('gives back what was sent before, also when the conversation has been closed since', async () => {
    const where = { communityId: s.communityId, conversationId: s.thread.id };
    const id = newId();
    const sent = await s.say(s.reader, 'Just in time.', { conversationId: s.thread.id, id });
    await s.founder.act('conversations.close', { ...where, reason: 'All is said.' });
    expect(await s.say(s.reader, 'Just in time.', { conversationId: s.thread.id, id })).toEqual(sent);
    await refused(s.say(s.reader, 'Too late.', { conversationId: s.thread.id }), 'forbidden', 'closed');
    await s.founder.act('conversations.close', { ...where, reason: null });
  });
});
