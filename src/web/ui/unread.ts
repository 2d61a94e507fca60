import type { ConversationView } from '../views.ts';

/** Whether a conversation has something new for its reader; a quiet one never says so. */
export const isUnread = ({ lastNumber, mine }: ConversationView): boolean =>
  mine.level !== 'quiet' && lastNumber > mine.readNumber && (mine.level === 'all' || mine.mentions > 0);

/** How many new messages name their reader; a quiet conversation never says so. */
export const mentionsIn = ({ mine }: ConversationView): number =>
  mine.level === 'quiet' ? 0 : mine.mentions;

/** Where a conversation is found. */
export function hrefOf(
  home: string,
  { kind, slug, number }: Pick<ConversationView, 'kind' | 'slug' | 'number'>,
): string {
  if (kind === 'room') return `${home}/rooms/${slug ?? number}`;
  return kind === 'direct' ? `${home}/directs/${number}` : `${home}/threads/${number}`;
}

/** The name of a conversation: its title, or for a direct those who are in it besides oneself. */
export function titleOf({ title, participants }: ConversationView, me: string | null): string {
  if (title) return title;
  const others = participants.filter((person) => person.id !== me);
  return (others.length ? others : participants).map((person) => person.name).join(', ');
}
