import { createApp } from '../../src/app.ts';
import { takeIn } from '../../src/domains/conversations/index.ts';
import { insertMany } from '../../src/platform/db/index.ts';
import { newId } from '../../src/platform/ids.ts';
import { openHouse } from '../kith.ts';
import { found, meet } from '../people.ts';
import type { House } from '../processes.ts';
import { configOf } from './engines.ts';
import type { Place } from './engines.ts';
import { foundTown } from './town.ts';
import type { Town } from './town.ts';

const AT = Date.UTC(2020, 0, 1);
const FILE_BYTES = 50_000;

/** A community of its own in which so much lies that whoever copies the installation is at it for a while. */
export interface Library {
  messages: number;
  files: number;
}

/** Founds a town with a library beside it, and opens the house. */
export async function openFilled(place: Place, holds: Library): Promise<{ town: Town; house: House }> {
  const town = await foundTown(place);
  await fillLibrary(place, holds);
  return { town, house: await openHouse(place.settings) };
}

/** Fills a library at a place, before a process is started there. */
export async function fillLibrary(place: Place, { messages, files }: Library): Promise<void> {
  const app = await createApp(configOf(place));
  try {
    const keeper = await meet(app, 'Rosa');
    const { id: communityId } = await found(app, keeper, 'Library');
    const { id: conversationId } = await keeper.act('conversations.open-room', {
      ...{ id: newId(), communityId, slug: 'shelf', title: 'Shelf' },
    });
    for (let n = 0; n < files; n++) await putUp(n);
    const said = Array.from({ length: messages - files }, (_, n) => ({
      ...{
        id: newId(),
        authorId: keeper.id,
        answers: null,
        body: `Volume ${n}.`,
        html: `<p>Volume ${n}.</p>`,
      },
      ...{ createdAt: AT + n, editedAt: null, state: 'here' as const, reactions: [], attachments: [] },
    }));
    const how = { many: insertMany(), engine: app.services.engine };
    const all = [{ conversationId, opens: null, messages: said }];
    await app.store.write((db) => takeIn(db, how, communityId, all));

    async function putUp(n: number): Promise<void> {
      const where = { communityId, conversationId };
      const content = Buffer.alloc(FILE_BYTES, `page ${n}, `);
      const file = { id: newId(), name: `volume-${n}.txt`, mime: 'text/plain', content };
      await keeper.act('conversations.attach', { ...where, ...file });
      const words = { ...where, id: newId(), body: `Volume ${n} itself.`, attachments: [file.id] };
      await keeper.act('conversations.send-message', words);
    }
  } finally {
    await app.settled();
    await app.close();
  }
}
