import type { Report } from '../../domains/transfer/index.ts';

/** The report of an import, in lines. */
export function told(report: Report): string[] {
  const { conversations, messages, skipped } = report;
  const came = messages.here + messages.deleted + messages.removed;
  const nothing = came + messages.already + skipped.count === 0;
  const places = conversations.rooms + conversations.threads + conversations.stubs;
  return [
    ...(report.complete ? [] : ['Interrupted. The same call goes on from here.']),
    ...(nothing && report.complete ? ['Nothing came in: the archive holds no message.'] : []),
    ...line(came, 'message came in', 'messages came in', [
      part(messages.deleted, 'deleted by its author', 'deleted by their authors'),
      part(messages.removed, 'removed by moderators'),
      part(messages.filled, 'where only a stub stood', 'where only stubs stood'),
    ]),
    ...line(places, 'conversation', 'conversations', [
      part(conversations.rooms, 'room', 'rooms'),
      part(conversations.threads, 'thread', 'threads'),
      part(conversations.stubs, `thread ${ONLY_ANSWERS}`, `threads ${ONLY_ANSWERS}`),
    ]),
    ...line(report.people, 'author, to be claimed by who it was', 'authors, to be claimed by who they were'),
    ...line(report.reactions, 'reaction', 'reactions'),
    ...line(report.filesKept, 'file is kept here', 'files are kept here'),
    ...line(report.links, 'file did not come with the archive', 'files did not come with the archive'),
    ...line(report.tooLarge, `file ${TOO_LARGE}`, `files ${TOO_LARGE}`),
    ...line(
      messages.missing,
      'stub for what is answered but missing',
      'stubs for what is answered but missing',
    ),
    ...line(report.notHeld, 'reply that the archive only counts', 'replies that the archive only counts'),
    ...line(messages.already, 'message had come in before', 'messages had come in before'),
    ...line(messages.repeated, 'message stood there twice', 'messages stood there more than once'),
    ...line(
      report.circles,
      'message answered itself in a circle',
      'messages answered themselves in a circle',
    ),
    ...line(
      skipped.count,
      'place is left out, or not as it was:',
      'places are left out, or not as they were:',
    ),
    ...skipped.first.map(({ file, line: at, why }) => `    ${file}${at ? `:${at}` : ''}  ${why}`),
    ...(skipped.count > skipped.first.length ? [`    and ${skipped.count - skipped.first.length} more`] : []),
    `${report.files} ${report.files === 1 ? 'file' : 'files'} in ${report.seconds} s`,
  ];
}

const TOO_LARGE = 'left out, larger than UPLOAD_MB allows; their names stand where they were';
const ONLY_ANSWERS = 'of which the archive holds only answers';

function line(count: number, one: string, many: string, parts: string[] = []): string[] {
  if (count === 0) return [];
  const named = parts.filter(Boolean);
  const detail = named.length ? ` (${named.join(', ')})` : '';
  return [`${number(count).padStart(10)} ${count === 1 ? one : many}${detail}`];
}

const part = (count: number, one: string, many = one) =>
  count ? `${number(count)} ${count === 1 ? one : many}` : '';

const number = (count: number) => count.toLocaleString('en');
