import type { MessageView } from './message.ts';
import type { ConversationRow } from './tables.ts';

const MOST_PAGES = 200;
/** Longer pages are read anew each time: kept, they could take up the memory of the whole house. */
const LONGEST_PAGE = 400_000;
/** A page also shows names and pictures, which change without the conversation; so none is kept for long. */
const LONGEST_MS = 15_000;

export interface Page {
  messages: MessageView[];
  earlier: boolean;
  later: boolean;
}

interface Kept {
  version: string;
  at: number;
  page: Promise<Page>;
}

declare module '../../platform/services.ts' {
  interface Services {
    pages: Pages;
  }
}

/**
 * Keeps the newest read pages of messages. What is said looks the same to all who may see it, and a conversation's
 * version tells whether anything was said or changed since, whichever process did it. Whether somebody may see it is
 * decided before a page is asked for. Pages are shared, so nobody may change one.
 */
export function openPages() {
  const pages = new Map<string, Kept>();
  return {
    /** Keeps none any longer; who asks next reads anew. */
    forgetAll: () => pages.clear(),
    keep(
      conversation: Pick<ConversationRow, 'community_id' | 'id' | 'version' | 'last_number'>,
      { from, to }: { from: number; to: number },
      now: number,
      load: () => Promise<Page>,
    ): Promise<Page> {
      const key = `${conversation.community_id} ${conversation.id} ${from} ${to}`;
      const version = `${conversation.version} ${conversation.last_number}`;
      const kept = pages.get(key);
      pages.delete(key);
      const fresh =
        kept && kept.version === version && now - kept.at < LONGEST_MS
          ? kept
          : { version, at: now, page: load() };
      const forget = () => pages.get(key) === fresh && pages.delete(key);
      fresh.page.then((page) => lengthOf(page) > LONGEST_PAGE && forget(), forget);
      pages.set(key, fresh);
      if (pages.size > MOST_PAGES) pages.delete(pages.keys().next().value!);
      return fresh.page;
    },
  };
}

const lengthOf = ({ messages }: Page): number =>
  messages.reduce((sum, { body, html }) => sum + body.length + html.length, 0);

export type Pages = ReturnType<typeof openPages>;
