import type { Report } from '../../domains/transfer/index.ts';

/** The report of an import, in lines. */
export function told(report: Report): string[] {
  const { conversations, messages, skipped } = report;
  const came = messages.here + messages.deleted + messages.removed;
  return [
    ...(report.complete ? [] : ['Interrupted. The same call goes on from here.']),
    ...line(came, 'messages came in', [
      [messages.deleted, 'deleted by their authors'],
      [messages.removed, 'removed by moderators'],
      [messages.filled, 'where only stubs stood'],
    ]),
    ...line(conversations.rooms + conversations.threads + conversations.stubs, 'conversations', [
      [conversations.rooms, 'rooms'],
      [conversations.threads, 'threads'],
      [conversations.stubs, 'threads of which the archive holds only answers'],
    ]),
    ...line(report.people, 'authors, to be claimed by those who they were', []),
    ...line(report.reactions, 'reactions', []),
    ...line(report.filesKept, 'files kept here', []),
    ...line(report.links, 'files linked to or named, as they did not come with the archive', []),
    ...line(messages.missing, 'stubs for messages that are answered but missing', []),
    ...line(report.notHeld, 'replies that the archive only counts', []),
    ...line(messages.already, 'messages had come in before', []),
    ...line(messages.repeated, 'messages stood in the archive more than once', []),
    ...line(report.circles, 'messages seemed to answer themselves in a circle', []),
    ...line(skipped.count, 'places were skipped:', []),
    ...skipped.first.map(({ file, line: at, why }) => `    ${file}${at ? `:${at}` : ''}  ${why}`),
    ...(skipped.count > skipped.first.length ? [`    and ${skipped.count - skipped.first.length} more`] : []),
    `${report.files} ${report.files === 1 ? 'file' : 'files'} in ${report.seconds} s`,
  ];
}

function line(count: number, what: string, parts: [number, string][]): string[] {
  if (count === 0) return [];
  const named = parts.filter(([some]) => some > 0).map(([some, part]) => `${number(some)} ${part}`);
  return [`${number(count).padStart(10)} ${what}${named.length ? ` (${named.join(', ')})` : ''}`];
}

const number = (count: number) => count.toLocaleString('en');
