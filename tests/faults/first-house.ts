import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Kysely } from 'kysely';
import { insertMany, migrate, openStore } from '../../src/platform/db/index.ts';
import type { Db } from '../../src/platform/db/index.ts';
import { configOf } from './engines.ts';
import type { Place } from './engines.ts';

const AT = Date.UTC(2026, 2, 1, 9);
/** Ids as the first Kith made them. */
const id = (n: number) => `0195${n.toString(16).padStart(4, '0')}-0000-7000-8000-${'0'.repeat(12)}`;
const community_id = id(1);
const [mia, ben, ada] = [id(11), id(12), id(13)];
const [kitchen, barrels, direct] = [id(21), id(22), id(23)];
const [list, token] = [id(31), id(32)];
const FILE = 'Two barrels, one tap, and a lid that fits neither.\n';
const SECRET = `kith_${'first'.padEnd(43, '0')}`;
/** Of "warm compost heap in may", as it was hashed then. */
const PASSWORD_HASH =
  '615e7d9a4ed89f621bbb12b4d7ed1713:e6e46abf28515b4f75efd05694d45b168d3ec83ab1758d205a0c47f11d37cfe4a51acd0bfe36eee2b24a337b09411177229850ea47c782efca046f5b091f0c36';

const talk = [
  { where: kitchen, who: mia, body: 'Who has the key to the shed?', reacted: 1 },
  { where: kitchen, who: ben, body: 'I do, under the **blue** pot.', answers: 1 },
  { where: kitchen, who: ada, body: 'Here is the list: see the file.', file: true },
  { where: kitchen, who: ben, body: '', state: 'deleted' },
  { where: barrels, who: ada, body: 'Rain barrels for the café garden, how many?' },
  { where: barrels, who: mia, body: 'Two: https://example.org/barrels', answers: 1, link: true },
  { where: direct, who: mia, body: 'A surprise for Ada, between us.' },
  { where: direct, who: ben, body: 'I bring the cake.' },
];

/** What the community that lived there knows of itself. */
export const firstHouse = {
  ...{ communityId: community_id, people: { mia, ben, ada }, rooms: { kitchen, barrels, direct } },
  headers: { authorization: `Bearer ${SECRET}` },
  mail: { email: 'mia@example.org', password: 'warm compost heap in may' },
  file: { id: list, text: FILE },
  talk,
};

/**
 * Settles an empty place as the first released Kith left it: the first migration alone, and a little community in SQL
 * as it was then, with as much more talk in its kitchen as is asked for.
 */
export async function settleFirst(place: Place, moreTalk = 0): Promise<void> {
  const store = openStore(configOf(place));
  try {
    await migrate(store, ['0001-open-the-house.ts']);
    await store.write(async (db) => {
      for (const [table, rows] of Object.entries(rowsOf(moreTalk)))
        await (db as unknown as Kysely<any>).insertInto(table).values(rows).execute();
      await talkMore(db, moreTalk);
    });
  } finally {
    await store.close();
  }
  const path = join(place.dataDir, 'files', storedAt, 'whole');
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, FILE);
}

const storedAt = `messages/${community_id}/${list}`;

function rowsOf(moreTalk: number): Record<string, object[]> {
  const people = { mia, ben, ada };
  const time = new Date(AT).toISOString();
  const counted = (where: string) => talk.filter((one) => one.where === where).length;
  return {
    person: Object.entries(people).map(([handle, personId], n) => ({
      ...{ id: personId, handle, name: handle[0]!.toUpperCase() + handle.slice(1), created_at: AT + n },
      ...{ about: `I am ${handle}.`, interests: '["beans"]', time_zone: 'Europe/Madrid', language: 'en' },
    })),
    auth_user: [{ id: mia, email: 'mia@example.org', created_at: time, updated_at: time }],
    auth_credential: [
      {
        ...{ id: id(41), person_id: mia, account_id: mia, provider_id: 'credential' },
        ...{ password: PASSWORD_HASH, created_at: time, updated_at: time },
      },
    ],
    access_token: [
      {
        ...{ id: token, person_id: mia, name: 'First', scopes: '["read","write"]', created_at: AT },
        hash: createHash('sha256').update(SECRET).digest('hex'),
      },
    ],
    community: [
      {
        ...{ id: community_id, slug: 'green-street', name: 'Green Street', purpose: 'A street.', hue: 120 },
        ...{ community_values: '[]', interests: '[]', agreements: '["We greet each other."]' },
        ...{ size_limit: 150, listed: 0, member_count: 3, created_at: AT },
      },
    ],
    member: Object.values(people).map((person_id, n) => ({
      ...{ community_id, person_id, role: n === 0 ? 'host' : 'member', joined_at: AT + n },
      introduction: 'I live at number seven.',
    })),
    greeting: [{ community_id, person_id: ben, greeted_by: mia, at: AT }],
    conversation_counter: [{ community_id, number: 3 }],
    conversation: [
      conversation(
        kitchen,
        1,
        { kind: 'room', slug: 'kitchen', title: 'Kitchen' },
        counted(kitchen) + moreTalk,
      ),
      conversation(barrels, 2, { kind: 'thread', title: 'Rain barrels', answered: 1 }, counted(barrels)),
      conversation(direct, 3, { kind: 'direct', title: '', restricted: 1 }, counted(direct)),
    ],
    participant: [mia, ben].map((person_id) => ({
      ...{ community_id, conversation_id: direct, person_id, added_at: AT },
    })),
    reading: [
      {
        ...{ community_id, person_id: mia, conversation_id: kitchen, read_number: 2, level: 'all' },
        ...{ following: 1, why: 'wrote' },
      },
    ],
    message: talk.map((_, n) => message(n)),
    reaction: [{ community_id, conversation_id: kitchen, number: 1, emoji: '🌱', person_id: ada, at: AT }],
    mention: [{ community_id, person_id: mia, conversation_id: kitchen, number: 2 }],
    attachment: [
      {
        ...{ community_id, id: list, owner_id: ada, conversation_id: kitchen, number: 3, stored: storedAt },
        ...{ name: 'barrels.txt', mime: 'text/plain', size: FILE.length, created_at: AT },
      },
    ],
    fact: talk.map((one, n) => ({
      ...{ community_id, seq: n + 1, kind: 'message.sent', actor_id: one.who, conversation_id: one.where },
      ...{ at: AT + n, payload: JSON.stringify({ number: message(n).number }) },
    })),
    fact_counter: [{ community_id, seq: talk.length }],
  };
}

function conversation(conversationId: string, number: number, own: object, last_number: number) {
  return {
    ...{ community_id, id: conversationId, number, created_at: AT + number, created_by: mia, last_number },
    ...{ last_at: AT + 60_000, last_author_id: ben, last_excerpt: 'The last word.', slug: null, ...EMPTY },
    ...own,
  };
}

const EMPTY = { restricted: 0, answered: 0 };

function message(n: number) {
  const { where, who, body, reacted = 0, answers = null, file, link, state = 'here' } = talk[n] as Said;
  return {
    ...{
      community_id,
      conversation_id: where,
      id: id(100 + n),
      author_id: who,
      body,
      html: `<p>${body}</p>`,
    },
    ...{ number: talk.slice(0, n + 1).filter((one) => one.where === where).length, parent_number: answers },
    ...{ created_at: AT + n * 1000, state, reacted, has_file: file ? 1 : 0, has_link: link ? 1 : 0 },
  };
}

interface Said {
  where: string;
  who: string;
  body: string;
  reacted?: number;
  answers?: number;
  file?: boolean;
  link?: boolean;
  state?: string;
}

async function talkMore(db: Db, count: number): Promise<void> {
  const before = talk.filter((one) => one.where === kitchen).length;
  const rows = Array.from({ length: count }, (_, n) => ({
    ...{ community_id, conversation_id: kitchen, number: before + n + 1, id: id(10_000 + n), author_id: ben },
    ...{
      body: `Turn ${n} of a long talk about nothing.`,
      html: `<p>Turn ${n}.</p>`,
      created_at: AT + 60_000 + n,
    },
  }));
  await insertMany()(db, 'message', rows as never[]);
}
