import type { Installation } from './fill.ts';
import { wordAt } from './talk.ts';

const RARE = 20_000;
const USUAL = 800;

export interface Question {
  what: string;
  path: string;
  search?: true;
}

/** What people open all day, asked as JSON by somebody of the first community. */
export function questions({ communities }: Installation): Question[] {
  const { communityId, roomId, threadId } = communities[0]!;
  const read = (name: string, input: Record<string, string | number>) =>
    `/api/v1/conversations.${name}?${new URLSearchParams(Object.entries(input).map(([key, value]) => [key, String(value)]))}`;
  const room = { communityId, conversationId: roomId };
  const search = (q: string) => ({ path: read('search', { q, communityId }), search: true as const });
  return [
    { what: 'newest page of a room', path: read('list-messages', room) },
    { what: 'a thread', path: read('list-messages', { communityId, conversationId: threadId }) },
    { what: 'oldest page of a room', path: read('list-messages', { ...room, around: 1 }) },
    { what: 'list of threads', path: read('list-threads', { communityId, limit: 10 }) },
    { what: 'unread overview', path: read('list-unread', {}) },
    { what: 'search for a rare word', ...search(wordAt(RARE)) },
    { what: 'search for a usual word', ...search(wordAt(USUAL)) },
    { what: 'search for a word said all the time', ...search(wordAt(2)) },
    { what: 'search for two words', ...search(`${wordAt(40)} ${wordAt(90)}`) },
    { what: 'search among one person’s newest', ...search(`from:p1 ${wordAt(300)}`) },
  ];
}
