import type { RoomState } from '../live/room-state.svelte.ts';
import { getViewing } from '../ui/viewing.ts';
import { getCommunity } from './community.svelte.ts';

/** Those who may read a conversation, and which of them write or are here now. Call it while the page is made. */
export function readers(room: Pick<RoomState, 'conversation' | 'typing'>) {
  const now = getCommunity();
  const viewing = getViewing();
  const all = $derived(room.conversation.restricted ? room.conversation.participants : now.people);
  const writing = $derived(all.filter(({ id }) => room.typing.people.includes(id)));
  const mayRead = ({ id }: { id: string }) =>
    !room.conversation.restricted || all.some((person) => person.id === id);
  const here = $derived(now.here.filter((person) => person.id !== viewing.me?.id && mayRead(person)));

  return {
    get all() {
      return all;
    },
    get writing() {
      return writing;
    },
    /** Others than oneself. */
    get here() {
      return here;
    },
  };
}
