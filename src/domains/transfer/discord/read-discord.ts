import { archiveBytes } from '../reading/archive-bytes.ts';
import { jsonPieces } from '../reading/json-pieces.ts';
import type { Cut, Piece } from '../reading/json-pieces.ts';
import { newSeen } from '../reading/seen.ts';
import type { Seen } from '../reading/seen.ts';
import type { Batch, ConversationRecord } from '../record.ts';
import { authorOf, peopleOf } from './author.ts';
import { placeOf } from './channel.ts';
import type { Heading } from './channel.ts';
import { fieldsOf, wordOf } from '../reading/field.ts';
import type { ChannelNames } from './markup.ts';
import { messageOf } from './message.ts';
import { idOf } from './snowflake.ts';

const EXPORT: Cut = {
  opens: (path) => path.length === 0 || (path.length === 1 && path[0] === 'messages'),
  entry: ['messages', '*'],
  begins: /\{\s*"id"\s*:\s*"[^"]*"\s*,\s*"type"/,
};

/** The records of one channel as DiscordChatExporter wrote it. */
export async function* readDiscord(
  path: string,
  from = 0,
  channels: ChannelNames = new Map(),
): AsyncGenerator<Batch> {
  const place = placeOf(await headingOf(path));
  if (!place) {
    yield {
      records: [],
      problems: [{ line: 0, why: 'this is no export of a Discord channel' }],
      bytesRead: 0,
      position: 0,
    };
    return;
  }
  const [community, conversation] = place;
  const seen = newSeen();
  let first = true;
  for await (const { pieces, problems, bytesRead, position } of jsonPieces(
    archiveBytes(path),
    EXPORT,
    from,
  )) {
    const batch: Batch = { records: first ? [community, conversation] : [], problems, bytesRead, position };
    first = false;
    for (const piece of pieces)
      if (piece.path.length === 2) takeMessage(batch, piece, conversation, channels, seen);
    yield batch;
  }
}

function takeMessage(
  batch: Batch,
  { value, line }: Piece,
  place: ConversationRecord,
  channels: ChannelNames,
  seen: Seen,
): void {
  const message = messageOf(value, place, channels);
  if (typeof message === 'string') {
    batch.problems.push({ line, why: message });
    return;
  }
  for (const person of peopleOf(fieldsOf(value)!)) {
    const author = authorOf(person);
    if (author && seen.isNewAuthor(author.key)) batch.records.push(author);
  }
  batch.records.push(message);
}

/** Server and channel usually stand first; where they do not, the file is searched for them. */
async function headingOf(path: string): Promise<Heading> {
  const heading: Heading = { guild: null, channel: null };
  for await (const { pieces } of jsonPieces(archiveBytes(path), EXPORT)) {
    for (const piece of pieces) {
      if (piece.path[0] === 'guild') heading.guild = piece.value;
      if (piece.path[0] === 'channel') heading.channel = piece.value;
    }
    if (heading.guild && heading.channel) break;
  }
  return heading;
}

/** The names of the channels of which an archive holds a file, by their ids. */
export async function channelNames(paths: string[]): Promise<ChannelNames> {
  const names = new Map<string, string>();
  for (const path of paths) {
    // What cannot be read is told when its messages are.
    const heading = await headingOf(path).catch(() => null);
    const channel = fieldsOf(heading?.channel);
    const id = idOf(channel?.['id']);
    const name = wordOf(channel?.['name'], 100);
    if (id && name) names.set(id, name);
  }
  return names;
}
