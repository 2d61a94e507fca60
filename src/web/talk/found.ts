import type { Found } from './search.ts';

type FoundMessage = Found['messages'][number];

/** Messages that were found in one conversation, in the order found. */
export interface Group {
  place: FoundMessage['place'];
  messages: FoundMessage[];
}

/** The conversations in the order of their best hit, each with its hits. */
export function inGroups(messages: readonly FoundMessage[]): Group[] {
  const groups = Map.groupBy(messages, (message) => message.place.conversationId);
  return [...groups.values()].map((found) => ({ place: found[0]!.place, messages: found }));
}
