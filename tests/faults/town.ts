import { createApp } from '../../src/app.ts';
import { newId } from '../../src/platform/ids.ts';
import { bringIn, found, meet } from '../people.ts';
import { tokenOf } from '../wire.ts';
import { configOf } from './engines.ts';
import type { Place } from './engines.ts';

/** A community with people who hold tokens, and rooms for them to talk in. */
export interface Town {
  communityId: string;
  rooms: string[];
  /** The first of them is the host. */
  people: { id: string; headers: { authorization: string } }[];
}

/** Founds a town at a place, before a process is started there. */
export async function foundTown(place: Place, { people = 8, rooms = 3 } = {}): Promise<Town> {
  const app = await createApp(configOf(place));
  try {
    const host = await meet(app, 'Ines');
    const { id: communityId } = await found(app, host, 'Allotment 12');
    const all = [host];
    while (all.length < people) {
      const guest = await meet(app, `Guest ${all.length}`.replace(' ', '-'));
      await bringIn(host, guest, communityId);
      all.push(guest);
    }
    const opened = Array.from({ length: rooms }, (_, n) =>
      host.act('conversations.open-room', {
        id: newId(),
        communityId,
        slug: `room-${n}`,
        title: `Room ${n}`,
      }),
    );
    return {
      communityId,
      rooms: (await Promise.all(opened)).map(({ id }) => id),
      people: await Promise.all(all.map(async (one) => ({ id: one.id, headers: await tokenOf(one) }))),
    };
  } finally {
    await app.settled();
    await app.close();
  }
}
