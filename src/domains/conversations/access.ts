import { no, yes } from '../../platform/errors.ts';
import type { Answer } from '../../platform/errors.ts';
import type { Place } from './place.ts';
import type { MessageRow } from './tables.ts';

/** Open conversations take messages from everybody who sees them. */
export const mayWrite = (place: Place): Answer =>
  place.conversation.closed_at === null
    ? yes
    : no('closed', 'This conversation is closed. It can still be read.');

/** One’s own words only; what a host has removed stays removed. */
export function mayEdit(message: MessageRow, me: string | null): Answer {
  if (message.author_id !== me) return no('not-yours', 'Only its author can change a message.');
  if (message.state !== 'here') return no('gone', 'This message is no longer there.');
  return yes;
}

export function mayDelete(message: MessageRow, me: string | null): Answer {
  return message.author_id === me
    ? yes
    : no('not-yours', 'Only its author can delete a message. A host can remove it.');
}

export const mayRunRooms = (place: Pick<Place, 'role'>): Answer =>
  place.role === 'host' ? yes : no('hosts-only', 'Only a host can do this.');

/** A thread is closed by a host or by whoever started it. */
export function mayClose(place: Place): Answer {
  if (place.conversation.kind === 'direct') return no('direct', 'A direct cannot be closed.');
  if (place.role === 'host') return yes;
  const started = place.conversation.kind === 'thread' && place.conversation.created_by === place.me;
  return started ? yes : no('hosts-only', 'Only a host, or who started the thread, can close it.');
}

export const mayReact = (message: MessageRow): Answer =>
  message.state === 'here' ? yes : no('gone', 'This message is no longer there.');

/** Talk of a room can be kept, by everybody who sees it; a thread is kept already. */
export function mayKeep(place: Place, { from, to }: { from: number; to: number }): Answer {
  if (place.conversation.kind === 'direct') return no('direct', 'What is said in a direct stays there.');
  if (place.conversation.kind !== 'room')
    return no('not-a-room', 'Only the talk of a room can be kept as a thread.');
  if (from > to || to > place.conversation.last_number)
    return no('no-stretch', 'Mark the first and the last message to keep.');
  if (to - from >= LONGEST_STRETCH)
    return no('too-long', `Keep at most ${LONGEST_STRETCH} messages at once.`);
  return yes;
}

export const LONGEST_STRETCH = 500;

/** Rooms are changed by hosts, a thread's title also by who started it. */
export function mayChange(place: Place): Answer {
  if (place.conversation.kind === 'direct') return no('direct', 'A direct has no title.');
  return mayClose(place).yes
    ? yes
    : no('hosts-only', 'Only a host, or who started the thread, can change this.');
}

/** Who takes part in a restricted room is for its participants to say; directs stay as they were opened. */
export function mayBringIn({ conversation }: Place): Answer {
  if (conversation.kind === 'direct')
    return no('direct', 'A direct keeps its people. Open a new one with more.');
  if (conversation.kept_from_id !== null)
    return no('forbidden', 'Who sees this is decided in the room that it was kept from.');
  return conversation.restricted ? yes : no('open-room', 'All members see this already.');
}
