import { beforeAll, expect, it } from 'vitest';
import { onEachEngine } from '../../../tests/engines.ts';
import { refused } from '../../../tests/refusals.ts';
import { newId } from '../../platform/ids.ts';
import { scene } from './scene.ts';
import type { Scene } from './scene.ts';

onEachEngine((engine) => {
  let s: Scene;
  const room = (more: object = {}) => ({
    id: newId(),
    communityId: s.communityId,
    slug: 'repair',
    title: 'Repair bench',
    ...more,
  });
  beforeAll(async () => {
    s = await scene(engine);
  });

  it('lets a host open a room that all members see at once', async () => {
    const live = await s.listen(s.reader);
    const opened = await s.founder.act('conversations.open-room', room());
    const fresh = await s.reader.read('conversations.get', { communityId: s.communityId, slug: 'repair' });
    expect(fresh).toMatchObject({ id: opened.id, kind: 'room', title: 'Repair bench', restricted: false });
    expect((await live.heard()).at(-1)).toMatchObject({ kind: 'conversation.opened', view: fresh });
  });

  it('opens once, however often it is asked', async () => {
    const same = room({ slug: 'once' });
    const opened = await s.founder.act('conversations.open-room', same);
    expect(await s.founder.act('conversations.open-room', same)).toEqual(opened);
  });

  it('shows a restricted room to its people only', async () => {
    const opened = await s.founder.act(
      'conversations.open-room',
      room({ slug: 'few', restricted: true, people: [s.reader.id, s.stranger.id] }),
    );
    expect(opened.participants.map((person) => person.name).sort()).toEqual(['Ines', 'Tomas']);
    const seen = async (person: Scene['reader']) =>
      (await person.read('conversations.list-rooms', { communityId: s.communityId })).map((one) => one.slug);
    expect(await seen(s.reader)).toContain('few');
    expect(await seen(s.newcomer)).not.toContain('few');
    await refused(s.conversation(s.newcomer, opened.id), 'not-found');
  });

  it('refuses members, taken addresses and addresses that are none', async () => {
    await refused(s.reader.act('conversations.open-room', room({ slug: 'mine' })), 'forbidden', 'hosts-only');
    await refused(
      s.founder.act('conversations.open-room', room({ slug: 'compost' })),
      'conflict',
      'slug-taken',
    );
    for (const slug of ['../x', 'new', ' NEW ', 'a b', ''])
      await refused(s.founder.act('conversations.open-room', room({ slug })), 'invalid', 'invalid');
    await refused(
      s.founder.act('conversations.change-room', {
        ...{ communityId: s.communityId, conversationId: s.room.id, slug: 'new' },
      }),
      'invalid',
      'invalid',
    );
  });

  it('is not-found for strangers', async () => {
    await refused(s.stranger.act('conversations.open-room', room({ slug: 'spy' })), 'not-found');
  });
});
