import { faultOf } from './fault.ts';
import type { Fault } from './fault.ts';
import type { Source } from './record.ts';
import { noted } from './staging/note.ts';
import type { Staging } from './staging/open-staging.ts';

const MOST_NAMED = 50;

/** What came in, what was stubbed, what was left out and why. */
export interface Report {
  source: Source;
  /** False for an import that was interrupted; the same call goes on with it. */
  complete: boolean;
  files: number;
  communities: number;
  conversations: {
    rooms: number;
    threads: number;
    /** Threads of which the archive holds only answers. */
    stubs: number;
  };
  messages: {
    here: number;
    deleted: number;
    removed: number;
    /** Answered, but not in the archive. */
    missing: number;
    /** Stood as stubs since an earlier import. */
    filled: number;
    /** Had come in before. */
    already: number;
    /** Told more than once by the archive. */
    repeated: number;
  };
  people: number;
  reactions: number;
  filesKept: number;
  links: number;
  /** Files of the archive that are larger than this installation takes. */
  tooLarge: number;
  /** Replies that the archive only counts. */
  notHeld: number;
  /** Messages that seemed to answer each other in a circle. */
  circles: number;
  skipped: {
    count: number;
    reasons: { why: string; count: number }[];
    first: { file: string; line: number; why: string; fault: Fault }[];
  };
  seconds: number;
}

export function reportOf(staging: Staging, source: Source, complete: boolean, seconds: number): Report {
  const of = (name: string) => noted(staging, name);
  const count = (sql: string) => Number(staging.statement(sql).get()!['count']);
  const staged = count('select count(*) as count from staged_message where content <> 0');
  return {
    source,
    complete,
    files: count('select count(*) as count from staged_file'),
    communities: count('select count(*) as count from staged_community'),
    conversations: { rooms: of('in rooms'), threads: of('in threads'), stubs: of('in stubs') },
    messages: {
      ...{
        here: of('in here'),
        deleted: of('in deleted'),
        removed: of('in removed'),
        missing: of('in missing'),
      },
      ...{ filled: of('in filled'), already: of('in already'), repeated: of('messages') - staged },
    },
    ...{
      people: of('in people'),
      reactions: of('in reactions'),
      filesKept: of('in files'),
      links: of('in links'),
      tooLarge: of('in too large'),
    },
    notHeld: count('select coalesce(sum(count), 0) as count from staged_gap'),
    circles: of('circles'),
    skipped: skipped(staging, count),
    seconds: Math.round(seconds * 10) / 10,
  };
}

function skipped(staging: Staging, count: (sql: string) => number): Report['skipped'] {
  const reasons = staging.statement(
    'select why, sum(count) as count from staged_problem group by why order by sum(count) desc limit 20',
  );
  const first = staging.statement('select file, line, why from staged_problem order by file, line limit ?');
  return {
    count: count('select coalesce(sum(count), 0) as count from staged_problem'),
    reasons: reasons.all().map((row) => ({ why: String(row['why']), count: Number(row['count']) })),
    first: first.all(MOST_NAMED).map((row) => {
      const why = String(row['why']);
      return { file: String(row['file']), line: Number(row['line']), why, fault: faultOf(why) };
    }),
  };
}
