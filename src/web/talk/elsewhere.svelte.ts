import { untrack } from 'svelte';
import { FROM_NOW } from '../live/history.ts';
import type { Live } from '../live/live.svelte.ts';
import type { HeardFact } from '../live/protocol.ts';
import { getViewing } from '../ui/viewing.ts';
import { belonging, type Shown } from './belonging.ts';

/** As many as one connection may watch, with room for the one that is open. */
const MOST = 99;
const SOON_MS = 500;
const AT_MOST_EVERY_MS = 5000;
const WAITING_ASKS_EVERY_MS = 10_000;

/**
 * Which of my other communities have something new. What is new is for the server to say, as people mute and follow; it
 * is asked when the page opens, when it is looked at again, and when something was said where no mark is yet. Which are
 * mine is asked now and again while one waits to be let in, as nothing is heard of a community from outside.
 */
export function newElsewhere(live: Live, shown: () => Shown, here: () => string | null = () => null) {
  const viewing = getViewing();
  const mine = belonging(live, shown);
  const waits = $derived(shown().waiting.length > 0);
  let unread = $state.raw<string[]>([]);
  const communities = $derived(new Set(unread.filter((id) => id !== here())));
  let askedAt = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const others = $derived(
    shown()
      .communities.map(({ id }) => id)
      .filter((id) => id !== here())
      .slice(0, MOST)
      .join(' '),
  );

  async function ask(): Promise<void> {
    askedAt = Date.now();
    // A thin mark less does no harm; the next look asks again.
    const found = await live.client.read('conversations.list-unread', { limit: 200 }).catch(() => null);
    if (found) unread = found.conversations.map((one) => one.communityId);
  }

  /** Soon after the first word, and then only now and again, however much is said. */
  function askSoon(): void {
    timer ??= setTimeout(
      () => {
        timer = undefined;
        if (!document.hidden) void ask();
      },
      Math.max(SOON_MS, askedAt + AT_MOST_EVERY_MS - Date.now()),
    );
  }

  function onfact(fact: HeardFact): void {
    const { kind, communityId, actorId } = fact;
    mine.onfact(fact);
    if (kind === 'message.sent' && actorId !== viewing.me?.id && !communities.has(communityId)) askSoon();
  }

  /** Too much was missed, or one may not listen there any more. */
  function onreload(): void {
    askSoon();
    void mine.look();
  }

  $effect(() => {
    const ids = others.split(' ').filter(Boolean);
    const stops = untrack(() => ids.map((id) => live.connection?.follow(id, FROM_NOW, { onfact, onreload })));
    untrack(askSoon);
    return () => stops.forEach((stop) => stop?.());
  });
  $effect(() => {
    const look = () => !document.hidden && onreload();
    document.addEventListener('visibilitychange', look);
    return () => {
      document.removeEventListener('visibilitychange', look);
      clearTimeout(timer);
    };
  });

  $effect(() => {
    if (!waits) return;
    const asking = setInterval(() => !document.hidden && void mine.look(), WAITING_ASKS_EVERY_MS);
    return () => clearInterval(asking);
  });

  return {
    get communities(): ReadonlySet<string> {
      return communities;
    },
  };
}
