import { asideOf, cutText, fieldsOf, textOf, wordOf } from '../reading/field.ts';
import type { CommunityRecord, ConversationRecord } from '../record.ts';
import { idOf, instantOfId } from './snowflake.ts';

const LONGEST_NAME = 100;
const LONGEST_TOPIC = 4000;
const DIRECTS: CommunityRecord = { kind: 'community', key: 'directs', name: 'Direct messages' };
const THREAD = /thread|^1[012]$/i;
const PRIVATE = /^direct|privatethread|^(?:1|3|12)$/i;

const KNOWN = new Set(['id', 'name', 'topic']);

/** What a file says about itself ahead of its messages. */
export interface Heading {
  guild: unknown;
  channel: unknown;
}

/** The server and the channel as community and conversation; null where the file tells of no channel. */
export function placeOf({ guild, channel }: Heading): [CommunityRecord, ConversationRecord] | null {
  const fields = fieldsOf(channel);
  const key = idOf(fields?.['id']) ?? wordOf(fields?.['name'], LONGEST_NAME);
  if (!fields || !key) return null;
  const type = textOf(fields['type']);
  const community = isDirect(type) ? DIRECTS : communityOf(guild);
  const isThread = THREAD.test(type);
  const conversation: ConversationRecord = {
    ...{ kind: 'conversation', key, communityKey: community.key, shape: isThread ? 'thread' : 'room' },
    restricted: PRIVATE.test(type),
    title: wordOf(fields['name'], LONGEST_NAME) ?? '',
    about: cutText(textOf(fields['topic']).trim(), LONGEST_TOPIC),
    at: instantOfId(key),
    authorKey: null,
    parentKey: isThread ? idOf(fields['categoryId']) : null,
    aside: asideOf(fields, KNOWN),
  };
  return [community, conversation];
}

function isDirect(type: string): boolean {
  return /^direct|^[13]$/i.test(type);
}

function communityOf(guild: unknown): CommunityRecord {
  const fields = fieldsOf(guild);
  const name = wordOf(fields?.['name'], LONGEST_NAME) ?? 'Discord';
  return { kind: 'community', key: idOf(fields?.['id']) ?? `named ${name}`, name };
}
