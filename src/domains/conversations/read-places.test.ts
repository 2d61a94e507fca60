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
  const places = (who: 'founder' | 'reader' | 'newcomer' | 'stranger') =>
    s[who].read('conversations.list-places', { communityId: s.communityId });

  it('shows rooms, threads and directs that one may see, and no others', async () => {
    const direct = await s.founder.act('conversations.open-direct', {
      ...{ id: newId(), communityId: s.communityId, people: [s.reader.id] },
    });
    const reader = await places('reader');
    expect(reader.rooms.map((room) => room.slug)).toEqual(['compost', 'small']);
    expect(reader.threads.map((thread) => thread.id)).toEqual([s.thread.id]);
    expect(reader.directs.map((one) => one.id)).toEqual([direct.id]);
    const newcomer = await places('newcomer');
    expect(newcomer.rooms.map((room) => room.slug)).toEqual(['compost']);
    expect(newcomer.directs).toEqual([]);
  });

  it('puts the latest turn first and says from where to watch', async () => {
    const { seq } = await places('founder');
    const other = await s.founder.act('conversations.start-thread', {
      ...{ id: newId(), communityId: s.communityId, title: 'Rain barrels' },
      message: { id: newId(), body: 'Who has one?' },
    });
    const after = await places('founder');
    expect(after.threads.map((thread) => thread.id)).toEqual([other.id, s.thread.id]);
    expect(after.seq).toBeGreaterThan(seq);
  });

  it('is not-found for strangers', async () => {
    await refused(places('stranger'), 'not-found');
  });
});
