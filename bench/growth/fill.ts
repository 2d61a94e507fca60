import { sql } from 'kysely';
import type { App } from '../../src/app.ts';
import { conversations, takeIn } from '../../src/domains/conversations/index.ts';
import type { TakenMessage, TakenStretch } from '../../src/domains/conversations/index.ts';
import { insertMany } from '../../src/platform/db/index.ts';
import type { Db, InsertMany } from '../../src/platform/db/index.ts';
import { newId } from '../../src/platform/ids.ts';
import { inApp, openCommunity, settle, tokenOf } from '../crowd.ts';
import type { Place } from '../crowd.ts';
import { talker } from './talk.ts';
import type { Talker } from './talk.ts';

const COMMUNITIES = 10;
const PEOPLE = 150;
const MINE = 3;
const LONG_THREAD = 50;
const WRITERS_OF_A_THREAD = 8;
const APART_MS = 60_000;
const AT_ONCE = 5000;
const LONG_AGO = Date.UTC(2001, 0, 1);

/** A community as far as it has been filled. */
export interface Filled {
  communityId: string;
  slug: string;
  roomId: string;
  people: string[];
  /** The newest thread. */
  threadId: string;
  messages: number;
}

export interface Installation extends Place {
  /** Of somebody who is in three of the communities. */
  token: string;
  communities: Filled[];
  /** Writes down how far it has grown, so that a later run goes on from there. */
  keep?: (installation: Installation) => Promise<void>;
}

/** Opens an installation with ten communities of 150 people each, who have said nothing yet. */
export async function openInstallation(place: Place): Promise<Installation> {
  return inApp(place, async (app) => {
    const [me, ...others] = await settle(app, PEOPLE);
    const communities: Filled[] = [];
    for (let at = 0; at < COMMUNITIES; at++) {
      const people = at < MINE ? [me!, ...others] : others;
      const slug = `c${at}`;
      const opened = await openCommunity(app, people, slug);
      const ids = people.map(({ viewer }) => viewer.personId!);
      communities.push({ ...opened, slug, people: ids, threadId: '', messages: 0 });
    }
    return { ...place, token: await tokenOf(me!), communities };
  });
}

/** Lets the communities talk until there are so many messages in all: half in the rooms, half in threads of 50. */
export async function growTo(total: number, installation: Installation): Promise<void> {
  await inApp(installation, async (app) => {
    const how = { many: insertMany(), engine: app.services.engine };
    for (const community of installation.communities) {
      const say = talker(community.messages + 1);
      while (community.messages < total / COMMUNITIES) {
        const missing = total / COMMUNITIES - community.messages;
        await app.store.write((db) => talk(db, how, community, say, Math.min(AT_ONCE, missing)));
      }
      await installation.keep?.(installation);
    }
    // The house does so by itself once a day.
    await conversations.settleReadings(app.store, Date.now());
    // PostgreSQL does so by itself some minutes later, and guesses until then.
    await sql.raw(app.store.engine === 'postgres' ? 'vacuum analyze' : 'analyze').execute(app.store.library);
  });
}

type How = { many: InsertMany; engine: App['services']['engine'] };

async function talk(db: Db, how: How, community: Filled, say: Talker, size: number): Promise<void> {
  const room: TakenMessage[] = [];
  const threads: TakenStretch[] = [];
  const readings: ReturnType<typeof readingRow>[] = [];
  for (let left = size; left > 0;) {
    const length = Math.min(LONG_THREAD, Math.ceil(left / 2));
    const writers = Array.from({ length: WRITERS_OF_A_THREAD }, () => anybody(community, say));
    const messages = Array.from({ length }, (_, at) => said(community, say, writers[at % writers.length]!));
    const thread = threadOf(messages, say.sentence().slice(0, 60));
    threads.push(thread);
    readings.push(...[...new Set(writers)].map((id) => readingRow(community, thread, id)));
    left -= length;
    for (let more = Math.min(left, length); more > 0; more--, left--)
      room.push(said(community, say, anybody(community, say)));
  }
  const inRoom = { conversationId: community.roomId, opens: null, messages: room };
  await takeIn(db, how, community.communityId, [...threads, inRoom]);
  await how.many(db, 'reading', readings);
  community.threadId = threads.at(-1)!.conversationId;
}

const anybody = ({ people }: Filled, { below }: Talker) => people[below(people.length)]!;

function said(community: Filled, say: Talker, authorId: string): TakenMessage {
  const createdAt = LONG_AGO + ++community.messages * APART_MS;
  const body = say.sentence();
  return {
    ...{ id: newId(createdAt), authorId, answers: null, body, html: `<p>${body}</p>`, createdAt },
    ...{ editedAt: null, state: 'here', reactions: [], attachments: [] },
  };
}

const threadOf = (messages: TakenMessage[], title: string): TakenStretch => ({
  conversationId: newId(messages[0]!.createdAt),
  opens: {
    ...{ kind: 'thread', slug: null, title, about: '', only: null },
    ...{ createdAt: messages[0]!.createdAt, createdBy: messages[0]!.authorId },
  },
  messages,
});

/** Whoever wrote in a thread follows it and has read it. */
const readingRow = (
  { communityId }: Filled,
  { conversationId, messages }: TakenStretch,
  person_id: string,
) => ({
  ...{ community_id: communityId, person_id, conversation_id: conversationId, read_number: messages.length },
  ...{ level: 'all', following: 1, why: 'wrote', settled: 0 },
});
