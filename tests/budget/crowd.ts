import type { App } from '../../src/app.ts';
import { newId } from '../../src/platform/ids.ts';

interface Crowd {
  people: number;
  threads: number;
  messagesEach: number;
}

/** Fills a community with people who have talked for years, as it lies in the database. */
export async function fill(app: App, communityId: string, { people, threads, messagesEach }: Crowd) {
  const personIds = Array.from({ length: people }, () => newId());
  await insert(app, 'person', personIds.map(personRow));
  await insert(
    app,
    'member',
    personIds.map((person_id, n) => memberRow(communityId, person_id, n)),
  );
  const first = await lastNumber(app, communityId);
  const ids = Array.from({ length: threads }, () => newId());
  const authorOf = (n: number) => personIds[n % people]!;
  const conversations = ids.map((id, n) =>
    conversationRow(communityId, id, first + n + 1, authorOf(n), messagesEach),
  );
  await insert(app, 'conversation', conversations);
  const messages = ids.flatMap((conversation_id, n) =>
    Array.from({ length: messagesEach }, (_, at) =>
      messageRow({ communityId, conversation_id, number: at + 1, author_id: authorOf(n * 3 + at) }),
    ),
  );
  await insert(app, 'message', messages);
  await insert(
    app,
    'reaction',
    messages
      .filter(({ reacted }) => reacted)
      .map(({ id: _, author_id, ...row }) => ({
        ...{ community_id: communityId, conversation_id: row.conversation_id, number: row.number },
        ...{ emoji: '🌱', person_id: author_id, at: row.created_at },
      })),
  );
}

/** As if so much more had been said in a room, each an answer to what was said before it. */
export async function talkOn(app: App, communityId: string, conversation_id: string, messages: number) {
  const { last_number: last } = await app.store.read
    .selectFrom('conversation')
    .select('last_number')
    .where('community_id', '=', communityId)
    .where('id', '=', conversation_id)
    .executeTakeFirstOrThrow();
  const author_id = newId();
  const said = Array.from({ length: messages }, (_, n) => ({
    ...messageRow({ communityId, conversation_id, number: last + n + 1, author_id }),
    parent_number: last + n,
  }));
  await insert(app, 'message', said);
  await app.store.write((db) =>
    db
      .updateTable('conversation')
      .set({ last_number: last + messages })
      .where('community_id', '=', communityId)
      .where('id', '=', conversation_id)
      .execute(),
  );
}

const LONG_AGO = Date.UTC(2020, 0, 1);

const personRow = (id: string) => ({
  ...{ id, handle: id, name: `Name ${id.slice(-4)}`, about: '', interests: '[]', time_zone: 'UTC' },
  ...{ language: 'en', picture: null, imported: 0, created_at: LONG_AGO },
});

const memberRow = (community_id: string, person_id: string, n: number) => ({
  ...{ community_id, person_id, role: 'member', joined_at: LONG_AGO + n, introduction: 'Hello, all of you.' },
  invited_by: null,
});

function conversationRow(community_id: string, id: string, number: number, author: string, messages: number) {
  const last_at = LONG_AGO + number * 60_000;
  return {
    ...{ community_id, id, number, kind: 'thread', slug: null, title: `Thread ${number}`, about: '' },
    ...{ restricted: 0, created_at: last_at, created_by: author, last_number: messages, last_at },
    ...{ last_author_id: author, last_excerpt: '…', answered: number % 3 ? 1 : 0, by_newcomer: 0 },
    ...{ closed_at: null, closed_by: null, closed_reason: null, version: 0 },
    ...{ kept_from_id: null, kept_from_first: null, kept_from_last: null },
  };
}

function messageRow(of: { communityId: string; conversation_id: string; number: number; author_id: string }) {
  const { communityId: community_id, conversation_id, number, author_id } = of;
  return {
    ...{ community_id, conversation_id, number, author_id, id: newId(), parent_number: null },
    ...{ body: `Barrels of rain, ${number} of them`, html: '<p></p>', created_at: LONG_AGO + number * 977 },
    ...{ edited_at: null, state: 'here', removed_by: null, removed_reason: null, kept_as: null },
    ...{ has_link: number % 7 ? 0 : 1, has_file: 0, reacted: number % 5 ? 0 : 1 },
  };
}

async function lastNumber(app: App, community_id: string): Promise<number> {
  const row = await app.store.read
    .selectFrom('conversation')
    .select((one) => one.fn.max('number').as('last'))
    .where('community_id', '=', community_id)
    .executeTakeFirst();
  return Math.max(1000, Number(row?.last ?? 0));
}

const AT_ONCE = 200;

async function insert(app: App, table: string, rows: object[]): Promise<void> {
  await app.store.write(async (db) => {
    for (let start = 0; start < rows.length; start += AT_ONCE)
      await db
        .insertInto(table as 'message')
        .values(rows.slice(start, start + AT_ONCE) as never)
        .execute();
  });
}
