import * as m from '#web/words/messages.js';
import type { Output } from '../api.ts';

type Report = NonNullable<Output<'transfer.list-imports'>[number]['report']>;

/** What an archive brought, in sentences: first what came in, then whatever else there is to know of it. */
export function sayCame({ conversations, messages, ...report }: Report): string[] {
  const { rooms, threads, stubs } = conversations;
  const gone = messages.deleted + messages.removed;
  const came = messages.here + gone;
  const more: [number, (count: { count: number }) => string][] = [
    [gone, m.archive_gone],
    [messages.missing, m.archive_stubs],
    [messages.already, m.archive_already],
    [report.notHeld, m.archive_not_held],
    [report.filesKept, m.archive_files_kept],
    [report.links, m.archive_files_absent],
    [report.tooLarge ?? 0, m.archive_files_large],
  ];
  return [
    m.archive_came({ messages: came, rooms, threads: threads + stubs, people: report.people }),
    ...more.filter(([count]) => count > 0).map(([count, say]) => say({ count })),
  ];
}

/** Nothing in the files was such an archive, or all of it was left out. */
export const broughtNothing = ({ conversations, messages }: Report): boolean =>
  ![...Object.values(conversations), ...Object.values(messages)].some((count) => count > 0);
