import type { MessageView, PersonCard } from '../views.ts';

/** The message as it will be when my reaction is put on it, or taken back: shown before the server answers. */
export function withMyReaction(message: MessageView, emoji: string, me: PersonCard): MessageView {
  const others = message.reactions
    .map((one) => ({
      ...one,
      people: one.people.filter((person) => one.emoji !== emoji || person.id !== me.id),
    }))
    .filter((one) => one.people.length > 0);
  if (hasMyReaction(message, emoji, me.id)) return { ...message, reactions: others };
  const among = others.find((one) => one.emoji === emoji);
  const mine = { emoji, people: [...(among?.people ?? []), me] };
  return {
    ...message,
    reactions: among ? others.map((one) => (one === among ? mine : one)) : [...others, mine],
  };
}

export const hasMyReaction = (message: MessageView, emoji: string, me: string): boolean =>
  message.reactions.some((one) => one.emoji === emoji && one.people.some((person) => person.id === me));
