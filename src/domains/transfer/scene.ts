import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App } from '../../app.ts';
import type { TestEngine } from '../../../tests/engines.ts';
import { gather } from '../../../tests/people.ts';
import type { Person } from '../../../tests/people.ts';
import { importArchive } from './import-archive.ts';
import type { House } from './import-archive.ts';
import type { Source } from './record.ts';

export const fixtures = join(import.meta.dirname, 'fixtures');

/** A new and empty folder. */
export const folder = () => mkdtemp(join(tmpdir(), 'kith-import-'));

/** A community, and a way to bring archives into it. */
export async function scene(engine: TestEngine) {
  const app = await engine.open();
  const cast = await gather(app);
  const communityId = cast.community.id;
  const stagingPath = join(await folder(), 'staging.sqlite');
  const bring = (source: Source, paths: string[], more: Partial<House> = {}) =>
    importArchive(
      { source, paths, stagingPath, by: cast.founder.id, atOnce: 500 },
      { ...house(app, communityId), ...more },
    );
  return { app, ...cast, communityId, bring, ...reading(cast.founder, communityId) };
}

function house(app: App, communityId: string): House {
  return {
    ...{ store: app.store, files: app.services.files, uploadBytes: app.config.uploadBytes, clock: Date.now },
    watch: () => undefined,
    interrupted: () => false,
    placesFor: (found) => Promise.resolve(new Map(found.map(({ key }) => [key, communityId]))),
  };
}

function reading(person: Person, communityId: string) {
  return {
    async thread(title: string) {
      const { threads, lifted } = await person.read('conversations.list-threads', {
        communityId,
        limit: 200,
      });
      return [...lifted, ...threads].find((one) => one.title === title)!;
    },
    room: async (title: string) =>
      (await person.read('conversations.list-rooms', { communityId })).find((one) => one.title === title)!,
    messages: async (conversationId: string) =>
      (await person.read('conversations.list-messages', { communityId, conversationId, limit: 200 }))
        .messages,
  };
}

/** A community with the Discord archive in it, and one of its authors. */
export async function archived(engine: TestEngine) {
  const s = await scene(engine);
  await s.bring('discord', [join(fixtures, 'discord')]);
  const { communityId, founder } = s;
  const author = async (name: string) => {
    const { authors } = await founder.read('transfer.list-authors', { communityId, q: name });
    return authors[0]!.person;
  };
  return { ...s, author };
}
