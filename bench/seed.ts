import { createApp } from '../src/app.ts';
import type { Visit } from '../src/app.ts';
import { newId } from '../src/platform/ids.ts';
import { ENTRY, inTurn, settings, settle, tokenOf } from './crowd.ts';

export const PEOPLE = 150;
export const THREADS = 1000;
export const MESSAGES = 20_000;
const LONG_THREAD = 50;
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
  const people = await settle(app, PEOPLE);
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
  const tokens = await inTurn(people, tokenOf);
  await app.close();
  const { id: threadId, number: threadNumber } = threads[0]!;
  const entry = { ...ENTRY, communityId, slug: 'green', roomId: room.id };
  return { ...entry, threadId, threadNumber, tokens };
}

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
