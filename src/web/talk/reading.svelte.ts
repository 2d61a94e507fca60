import type { Live } from '../live/live.svelte.ts';
import type { CommunityNow } from './community.svelte.ts';

const PAUSE_MS = 700;

interface Options {
  live: Live;
  now: CommunityNow;
  where: { communityId: string; conversationId: string };
  /** What had been read when the page was fetched. */
  readNumber: number;
}

/** Says up to where one has read, once one really looks: the page in front, the end in view, and a short pause. */
export function reading({ live, now, where, readNumber }: Options) {
  let said = readNumber;
  let timer: ReturnType<typeof setTimeout> | undefined;

  $effect(() => () => clearTimeout(timer));

  async function say(number: number): Promise<void> {
    if (number <= said || document.hidden || !document.hasFocus()) return;
    const before = said;
    said = number;
    now.read(where.conversationId, number);
    // Nothing is lost: what could not be said now is said with the next message or look.
    await live.client.act('conversations.mark-read', { ...where, number }).catch(() => (said = before));
  }

  return {
    /** Everything up to here is in view now. */
    seen(number: number): void {
      clearTimeout(timer);
      if (number > said) timer = setTimeout(() => void say(number), PAUSE_MS);
    },
    /** One wrote, so one has read. */
    wrote: (number: number) => (said = Math.max(said, number)),
  };
}
