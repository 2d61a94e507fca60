import { cutCircles } from './circles.ts';
import { FIRST } from './lay.ts';
import { moveBehind } from './move-behind.ts';
import { note, noted } from './note.ts';
import type { Staging } from './open-staging.ts';

/** The content of all stubs. */
const NOTHING = 0;

/**
 * Once all files are laid: gives stubs to what is answered but missing, and an order in which every message comes
 * after the one that it answers, and else by time.
 */
export function settle(staging: Staging): void {
  if (noted(staging, 'settled')) return;
  staging.together(() => {
    staging
      .statement(
        `insert or ignore into staged_content (id, body, state, pinned) values (${NOTHING}, '', 'missing', 0)`,
      )
      .run();
    note(staging, 'missing', stub(staging, OPENINGS) + stub(staging, PARENTS));
    answersAfterParents(staging);
    staging.database.exec(MEASURE);
    note(staging, 'settled', 1);
  });
}

function stub(staging: Staging, missing: string): number {
  const made = staging
    .statement(
      `insert or ignore into staged_message (conversation, key, parent_key, at, sort_at, content) ${missing}`,
    )
    .run();
  return Number(made.changes);
}

/* A thread whose opening the archive does not hold gets a stub in its place. */
const OPENINGS = `select conversation.id, conversation.key, null, min(message.at), ${FIRST}, ${NOTHING}
  from staged_conversation conversation join staged_message message on message.conversation = conversation.id
  where conversation.known = 0 group by conversation.id`;

/* A stub stands where its key says when it was sent, else just before the first answer to it. */
const PARENTS = `select answer.conversation, answer.parent_key,
    (select opening.key from staged_conversation conversation
      join staged_message opening on opening.conversation = conversation.id and opening.key = conversation.key
      where conversation.id = answer.conversation and conversation.shape = 'thread'),
    min(coalesce(min(answer.parent_at, answer.at), answer.at)),
    min(coalesce(min(answer.parent_at, answer.at), answer.at)), ${NOTHING}
  from staged_message answer
  where answer.parent_key is not null and not exists (select 1 from staged_message parent
    where parent.conversation = answer.conversation and parent.key = answer.parent_key)
  group by answer.conversation, answer.parent_key`;

const NOT_AFTER = `(parent.sort_at, length(parent.key), parent.key) >= (answer.sort_at, length(answer.key), answer.key)`;

/** Clocks of archives err; an answer that seems older than what it answers is put right behind it. */
function answersAfterParents(staging: Staging): void {
  const { database } = staging;
  database.exec(`${LATE}; insert into late select answer.conversation, answer.key from staged_message answer
    join staged_message parent on parent.conversation = answer.conversation and parent.key = answer.parent_key
    where ${NOT_AFTER}`);
  if (lateOnes(staging) === 0) return;
  database.exec('create index if not exists staged_answers on staged_message (conversation, parent_key)');
  cutCircles(staging);
  while (lateOnes(staging) > 0) {
    moveBehind(staging);
    // Those that it has overtaken.
    database.exec(`alter table late rename to moved; ${LATE};
      insert into late select distinct answer.conversation, answer.key from moved
        join staged_message parent on parent.conversation = moved.conversation and parent.key = moved.key
        join staged_message answer on answer.conversation = moved.conversation and answer.parent_key = moved.key
        where ${NOT_AFTER}; drop table moved`);
  }
}

const LATE = `drop table if exists temp.late; create temp table late (
  conversation integer not null, key text not null, primary key (conversation, key)) without rowid`;

function lateOnes({ database }: Staging): number {
  return database.prepare('select count(*) as count from temp.late').get()!['count'] as number;
}

/* A conversation began with its first message, or earlier where the archive says so. */
const MEASURE = `
  update staged_conversation set messages = measured.messages, since = min(coalesce(at, first_at), first_at)
  from (select conversation, count(*) as messages, min(at) as first_at
    from staged_message group by conversation) measured
  where measured.conversation = staged_conversation.id;
  update staged_conversation set since = coalesce(at, 0) where since is null;
  create index if not exists staged_turn on staged_conversation (community_key, shape, since, id);
  create index if not exists staged_order on staged_message (conversation, sort_at, length(key), key, parent_key, at, content)`;
