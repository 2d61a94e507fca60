import { createApp } from '../src/app.ts';
import type { App, Visit } from '../src/app.ts';
import { readConfig } from '../src/platform/config.ts';
import { newId } from '../src/platform/ids.ts';

export const PEOPLE = 150;
export const THREADS = 1000;
export const MESSAGES = 20_000;
const LONG_THREAD = 50;
const PASSWORD = 'only for the benchmark 4711';
const WORDS =
  'leaf soup barrel worm heap roof grounds winter tea bench radio moss bucket garden rain shed'.split(' ');

export interface Seeded {
  email: string;
  password: string;
  communityId: string;
  slug: string;
  roomId: string;
  /** A thread with exactly 50 messages. */
  threadId: string;
  threadNumber: number;
  /** A bearer token for each person. */
  tokens: string[];
}

/** Fills an empty data folder with one community of 150 people, 1,000 threads and 20,000 messages, through the verbs. */
export async function seed(dataDir: string, databaseUrl: string | null): Promise<Seeded> {
  const app = await createApp({ ...settings(dataDir), databaseUrl });
  const people = await settle(app);
  const [founder] = people;
  const communityId = newId();
  await founder!.act('communities.found', {
    id: communityId,
    name: 'Green Street',
    slug: 'green',
    sizeLimit: 200,
  });
  await letIn(people, communityId);
  const room = await founder!.act('conversations.open-room', {
    id: newId(),
    communityId,
    slug: 'compost',
    title: 'Compost',
  });
  const threads = await startThreads(people, communityId);
  await talk(people, communityId, room.id, threads);
  const tokens = await inTurn(
    people,
    async (person) => (await person.act('accounts.create-token', TOKEN())).secret,
  );
  await app.close();
  const { id: threadId, number: threadNumber } = threads[0]!;
  const entry = { email: 'p0@example.org', password: PASSWORD, communityId, slug: 'green', roomId: room.id };
  return { ...entry, threadId, threadNumber, tokens };
}

export const settings = (dataDir: string) => readConfig({ DATA_DIR: dataDir, LIMITS: 'off', LOG: 'error' });

export const TOKEN = () => ({ id: newId(), name: 'benchmark', scopes: ['read' as const, 'write' as const] });

/** The people of the benchmark, the first of whom has a password. */
export async function settle(app: App): Promise<Visit[]> {
  const visitor = app.visitAs({ personId: null, scopes: null, address: 'bench' });
  const key = new URL((await app.foundingLink('http://localhost'))!).searchParams.get('key')!;
  const me = { handle: 'p0', name: 'Person Zero', email: 'p0@example.org', password: PASSWORD, pass: key };
  await visitor.act('accounts.register', me);
  const ids = Array.from({ length: PEOPLE - 1 }, () => newId());
  await app.store.write((db) => db.insertInto('person').values(ids.map(personRow)).execute());
  const { id } = await app.store.read
    .selectFrom('person')
    .select('id')
    .where('handle', '=', 'p0')
    .executeTakeFirstOrThrow();
  return [id, ...ids].map((personId) => app.visitAs({ personId, scopes: null, address: 'bench' }));
}

const personRow = (id: string, at: number) => ({
  ...{ id, handle: `p${at + 1}`, name: `Person ${at + 1}`, about: '', interests: '[]', time_zone: 'UTC' },
  ...{ language: 'en', picture: null, imported: 0, created_at: Date.now() },
});

async function letIn([founder, ...others]: Visit[], communityId: string): Promise<void> {
  const { code } = await founder!.act('communities.invite', { communityId, id: newId(), uses: PEOPLE });
  await inTurn(others, (one) =>
    one.act('communities.join', { code, introduction: 'I bake and I fix radios.', agreed: true }),
  );
}

async function startThreads(people: Visit[], communityId: string): Promise<{ id: string; number: number }[]> {
  return inTurn(Array.from({ length: THREADS }), (_, at) =>
    people[at % PEOPLE]!.act('conversations.start-thread', {
      ...{ id: newId(), communityId, title: `Thread ${at}: ${sentence(at, 4)}` },
      message: { id: newId(), body: sentence(at, 30) },
    }),
  );
}

/** The first thread gets 50 messages, a third of the rest goes to the room, the others spread over the threads. */
async function talk(
  people: Visit[],
  communityId: string,
  roomId: string,
  threads: { id: string }[],
): Promise<void> {
  await inTurn(Array.from({ length: MESSAGES - THREADS }), (_, at) => {
    const thread = at < LONG_THREAD - 1 ? threads[0]! : threads[1 + (at % (THREADS - 1))]!;
    const conversationId = at >= LONG_THREAD && at % 3 === 0 ? roomId : thread.id;
    return people[at % PEOPLE]!.act('conversations.send-message', {
      ...{ communityId, conversationId, id: newId(), body: sentence(at, 12 + (at % 40)) },
    });
  });
}

const sentence = (from: number, length: number) =>
  Array.from({ length }, (_, at) => WORDS[(from * 7 + at * 3) % WORDS.length]).join(' ');

/** All at once would hold everything in memory, one by one would sync the disk for each. */
async function inTurn<In, Out>(list: In[], work: (one: In, at: number) => Promise<Out>): Promise<Out[]> {
  const done: Out[] = [];
  for (let at = 0; at < list.length; at += 100) {
    done.push(...(await Promise.all(list.slice(at, at + 100).map((one, offset) => work(one, at + offset)))));
  }
  return done;
}
