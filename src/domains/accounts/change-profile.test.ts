import { beforeAll, expect, test } from 'vitest';
import type { App } from '../../app.ts';
import { newId } from '../../platform/ids.ts';
import { conversationWith, messageWith, personAnew } from '../../web/live/person-anew.ts';
import type { ConversationView, MessageView } from '../../web/views.ts';
import { onEachEngine } from '../../../tests/engines.ts';
import { liveEqualsFresh } from '../../../tests/live-equals-fresh.ts';
import type { Heard } from '../../../tests/listening.ts';
import { membersLive } from '../../../tests/members-live.ts';
import { gather, meet } from '../../../tests/people.ts';
import type { Person } from '../../../tests/people.ts';
import { refused } from '../../../tests/refusals.ts';

onEachEngine(({ open }) => {
  let app: App;
  beforeAll(async () => {
    app = await open();
  });

  test('what is given changes, the rest stays', async () => {
    const ana = await meet(app, 'Ana');
    const before = await ana.read('accounts.me', {});
    const change = {
      about: ' I keep bees. ',
      interests: ['bees', 'bread', 'Bees'],
      timeZone: 'America/Bogota',
    };
    await ana.act('accounts.change-profile', change);
    await ana.act('accounts.change-profile', { name: 'Ana B.', language: 'es', handle: 'ana.b' });
    await ana.act('accounts.change-profile', {});
    expect(await ana.read('accounts.me', {})).toEqual({
      ...before,
      about: 'I keep bees.',
      interests: ['bees', 'bread'],
      timeZone: 'America/Bogota',
      name: 'Ana B.',
      language: 'es',
      handle: 'ana.b',
    });
  });

  test('a name can be seen, and turns nothing around it', async () => {
    const ana = await meet(app, 'Ana');
    for (const name of ['\u200b', ' \u3164 ', '\u202e\u202c']) {
      const unseen = ana.act('accounts.change-profile', { name });
      await expect(unseen).rejects.toMatchObject({ kind: 'invalid', field: 'name' });
    }
    await ana.act('accounts.change-profile', { name: '\u202eAna لينا 👩‍🌾' });
    expect(await ana.read('accounts.me', {})).toMatchObject({ name: 'Ana لينا 👩‍🌾' });
  });

  test('a handle belongs to one person', async () => {
    const ben = await meet(app, 'Ben');
    const carla = await meet(app, 'Carla');
    const taken = ben.act('accounts.change-profile', { handle: carla.handle, name: 'Carla' });
    await refused(taken, 'conflict', 'handle-taken');
    expect(await ben.read('accounts.me', {})).toMatchObject({ name: 'Ben' });
    await ben.act('accounts.change-profile', { handle: ben.handle });
  });

  test.each([
    { handle: 'everyone' },
    { handle: 'a b' },
    { name: ' ' },
    { timeZone: 'Moon/Tycho' },
    { language: 'tlh' as 'en' },
    { about: 'x'.repeat(601) },
    { interests: Array.from({ length: 13 }, (_, n) => `interest ${n}`) },
  ])('%o is refused', async (change) => {
    const dora = await meet(app, 'Dora');
    await refused(dora.act('accounts.change-profile', change), 'invalid');
  });

  test('others see it at once, wherever the person is shown', async () => {
    const { founder, reader, newcomer, community } = await gather(app);
    const communityId = community.id;
    const room = { id: newId(), communityId, slug: 'compost', title: 'Compost' };
    await founder.act('conversations.open-room', room);
    const say = (person: Person, body: string, parentNumber: number | null = null) =>
      person.act('conversations.send-message', {
        ...{ communityId, conversationId: room.id, id: newId(), body, parentNumber },
      });
    const { number } = await say(reader, 'Dead or sleeping?');
    await say(founder, 'Sleeping.', number);
    const react = { communityId, conversationId: room.id, number, emoji: '🌱' };
    await reader.act('conversations.react', react);
    const talk = {
      ...{ watcher: newcomer, communityId },
      fetch: async () => ({
        ...(await newcomer.read('conversations.list-messages', { communityId, conversationId: room.id })),
        rooms: (await newcomer.read('conversations.list-places', { communityId })).rooms,
      }),
      apply: <State extends { messages: MessageView[]; rooms: ConversationView[] }>(
        state: State,
        fact: Heard,
      ) => {
        const anew = personAnew({ communityId, ...fact });
        if (!anew) return state;
        const messages = state.messages.map((one) => messageWith(one, anew));
        return { ...state, messages, rooms: state.rooms.map((one) => conversationWith(one, anew)) };
      },
    };
    await talk.fetch();
    const change = () => reader.act('accounts.change-profile', { name: 'Tomás', handle: 'tomas.r' });
    const told = await liveEqualsFresh(app, talk, change);
    expect(told).toMatchObject([{ kind: 'member.changed', view: { person: { name: 'Tomás' } } }]);
    expect((await talk.fetch()).messages[0]?.author.name).toBe('Tomás');
    await liveEqualsFresh(app, membersLive(newcomer, communityId), () =>
      reader.act('accounts.change-profile', { about: 'I dig.' }),
    );
    await liveEqualsFresh(app, talk, () => reader.act('accounts.remove-picture', {}));
  });

  test('strangers have no profile, and a token needs to be one for writing', async () => {
    const stranger = app.visitAs({ personId: null, scopes: null, address: '' });
    await refused(stranger.act('accounts.change-profile', { name: 'Eva' }), 'forbidden', 'sign-in-first');
    const eva = await meet(app, 'Eva');
    const token = (scopes: string[]) => app.visitAs({ personId: eva.id, scopes, address: '' });
    const change = { name: 'Eva Luna' };
    await refused(token(['read']).act('accounts.change-profile', change), 'forbidden', 'out-of-scope');
    await token(['write']).act('accounts.change-profile', change);
  });
});
