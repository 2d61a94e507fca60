declare module '../../platform/db/tables.ts' {
  interface Tables {
    conversation: ConversationRow;
    conversation_counter: { community_id: string; number: number };
    participant: { community_id: string; conversation_id: string; person_id: string; added_at: number };
    reading: ReadingRow;
    message: MessageRow;
    reaction: ReactionRow;
    mention: { community_id: string; person_id: string; conversation_id: string; number: number };
    attachment: AttachmentRow;
  }
}

export interface ConversationRow {
  community_id: string;
  id: string;
  kind: string;
  number: number;
  slug: string | null;
  title: string;
  about: string;
  restricted: number;
  created_at: number;
  created_by: string | null;
  last_number: number;
  last_at: number;
  last_author_id: string | null;
  last_excerpt: string | null;
  answered: number;
  by_newcomer: number;
  closed_at: number | null;
  closed_by: string | null;
  closed_reason: string | null;
  kept_from_id: string | null;
  kept_from_first: number | null;
  kept_from_last: number | null;
  /** The people whom a direct was opened for, by their ids in order, while all of them are in it. */
  direct_of: string | null;
  /** Rises with every change to what is said in it, so that a page can be kept while nothing has changed. */
  version: number;
  /** 1 where some readings of it may be settled, whom the next word said in it wakes. */
  at_rest: number;
}

export interface ReadingRow {
  community_id: string;
  person_id: string;
  conversation_id: string;
  read_number: number;
  level: string;
  following: number;
  /** Why it is followed: wrote, started, chose, invited. */
  why: string;
  /** 1 where it is read to its end and nothing was said in it for long: nobody need look at it for what is new. */
  settled: number;
}

export interface MessageRow {
  community_id: string;
  conversation_id: string;
  number: number;
  id: string;
  author_id: string | null;
  parent_number: number | null;
  body: string;
  html: string;
  created_at: number;
  edited_at: number | null;
  state: string;
  removed_by: string | null;
  removed_reason: string | null;
  /** The thread that a stretch ending here was kept as. */
  kept_as: string | null;
  has_link: number;
  has_file: number;
  reacted: number;
}

export interface ReactionRow {
  community_id: string;
  conversation_id: string;
  number: number;
  emoji: string;
  person_id: string;
  at: number;
}

export interface AttachmentRow {
  community_id: string;
  id: string;
  owner_id: string | null;
  /** `NONE_YET` while it waits for a thread that is still to be started. */
  conversation_id: string;
  /** The message that it hangs on; null until that is sent. */
  number: number | null;
  name: string;
  mime: string;
  size: number;
  width: number | null;
  height: number | null;
  preview: number;
  position: number;
  /** The key of its file; copies in kept threads share it. */
  stored: string;
  created_at: number;
}
