import { expect, test } from 'vitest';
import { findingsIn } from './findings.ts';

const owned = new Set(['member', 'message', 'reaction', 'conversation', 'fact_counter']);
const unnamed = async (sql: string) => (await findingsIn(sql, owned)).unnamed;
const wrong = async (sql: string) => (await findingsIn(sql, owned)).wrong;

const APART = 'takes rows of different communities together';

test.each([
  'select * from person where handle = $1',
  'select * from message where community_id = $1 and number in ($2, $3)',
  'select * from message m where $1 = m.community_id',
  'select * from message where community_id in ($1, $2)',
  'select * from message where community_id = any($1)',
  'select * from message where (community_id, id) in (($1, $2), ($3, $4))',
  'select * from member join community on community.id = member.community_id where community.id = $1',
  `select * from message left join message parent on parent.community_id = message.community_id
    and parent.number = message.parent_number where message.community_id = $1`,
  `select * from conversation where community_id = $1 and (number = 1 or exists (select 1 from message
    where message.community_id = conversation.community_id))`,
  'select sum(size) from (select distinct number as size from message where community_id = $1) one',
  'with late as (select * from message where community_id = $1) select * from late where number > 3',
  'select id from conversation where community_id = $1 union all select id from message where community_id = $1',
  'insert into message (community_id, id) values ($1, $2), ($3, $4) on conflict do nothing',
  'insert into message (id, community_id) select $1, community_id from message where community_id = $2',
  `insert into fact_counter (community_id, seq) values ($1, 1)
    on conflict (community_id) do update set seq = fact_counter.seq + 1 returning seq`,
  'update message set body = $1 where community_id = $2',
  `delete from reaction where community_id = $1 and exists (select 1 from message
    where message.community_id = reaction.community_id and message.number = reaction.number)`,
  'select * from conversation where community_id = $1 for update',
  'create table x (id text)',
])('all is well with: %s', async (sql) => {
  expect(await findingsIn(sql, owned)).toEqual({ unnamed: null, wrong: [] });
});

test.each([
  ['select * from member where person_id = $1', 'select member'],
  ['select * from message where community_id <> $1', 'select message'],
  ['select * from message where community_id = $1 or number = 1', 'select message'],
  ['select * from message where not (community_id = $1)', 'select message'],
  ['select * from message where community_id > $1', 'select message'],
  ['select * from member join community on community.id = member.community_id', 'select member'],
  ['select (select count(*) from message) as all_of_them', 'select message'],
  ['select * from person where exists (select 1 from member where person_id = person.id)', 'select member'],
  ['delete from message where id = $1', 'delete message'],
  ['update member set role = $1 where person_id = $2', 'update member'],
  ['select 1 from conversation union select 1 from message where community_id = $1', 'select conversation'],
  ['with late as (select * from message) select * from late', 'select message'],
  [
    'select * from member mine join member on member.community_id = mine.community_id where mine.person_id = $1',
    'select member',
  ],
])('no community is named in: %s', async (sql, expected) => {
  expect(await unnamed(sql)).toBe(expected);
});

test.each([
  ['select * from message join reaction on reaction.number = message.number', APART],
  [
    `select * from message join reaction on reaction.number = message.number
      where message.community_id = $1`,
    APART,
  ],
  ['select * from member where person_id in (select author_id from message)', APART],
  ['select * from member where person_id = $1 for update', 'locks rows of all communities'],
  ['update message set community_id = $1 where community_id = $2', 'moves rows to another community'],
  [
    'update community set member_count = (select count(*) from member where community_id = $1) where id = $1',
    'changes community by what communities hold',
  ],
  ['insert into member (person_id) values ($1)', 'puts rows into member without saying of which community'],
  [
    'insert into message (community_id, id) values ($1, $2) on conflict (id) do nothing',
    'would clash with rows of other communities',
  ],
  [
    'insert into message (community_id, id) select id, community_id from message where community_id = $1',
    'copies rows into another community',
  ],
  [
    'insert into person (id) select person_id from member where community_id = $1',
    'fills a table of the installation from communities',
  ],
  [
    'select * from person left join member on member.person_id = person.id',
    'keeps rows of the installation beside those of communities',
  ],
  [
    'select * from person where exists (select 1 from member where person_id = person.id)',
    'asks communities for each row of the installation',
  ],
])('a distributed PostgreSQL would stumble over: %s', async (sql, expected) => {
  expect(await wrong(sql)).toEqual([expected]);
});
