import type { Why } from './fault.ts';

/** Which kind of archive something came from. */
export type Source = 'reddit' | 'discord';

/** A place that an archive tells of: a subreddit, a Discord server, or one's direct messages. */
export interface CommunityRecord {
  kind: 'community';
  key: string;
  name: string;
}

export interface AuthorRecord {
  kind: 'author';
  key: string;
  /** How the archive shows them. */
  name: string;
  /** What they are called where mentions name them; often the same. */
  username: string;
  bot: boolean;
  aside: Aside;
}

export interface ConversationRecord {
  kind: 'conversation';
  key: string;
  communityKey: string;
  shape: 'room' | 'thread';
  /** Not for everybody's eyes where it came from: a direct message, a group, a private thread. */
  restricted: boolean;
  title: string;
  about: string;
  /** UTC milliseconds; null where only its messages tell. */
  at: number | null;
  authorKey: string | null;
  /** The conversation that this one grew out of. */
  parentKey: string | null;
  aside: Aside;
}

export interface MessageRecord {
  kind: 'message';
  /** Unique within its conversation. */
  key: string;
  conversationKey: string;
  communityKey: string;
  /** The message that this one answers, in the same conversation; it need not be in the archive. */
  parentKey: string | null;
  /** When the answered message was sent, where its key tells; null elsewhere. */
  parentAt: number | null;
  /** Null where the archive has forgotten who it was. */
  authorKey: string | null;
  /** UTC milliseconds. */
  at: number;
  editedAt: number | null;
  /** Markdown; empty unless `here`. */
  body: string;
  state: 'here' | 'deleted' | 'removed';
  pinned: boolean;
  reactions: ReactionRecord[];
  attachments: AttachmentRecord[];
  mentions: MentionRecord[];
  /** The message whose words this one stands for, where it only points at it. */
  sameAs: { conversationKey: string; key: string } | null;
  aside: Aside;
}

export interface ReactionRecord {
  emoji: string;
  /** How many there were; the archive may not name them all. */
  count: number;
  authorKeys: string[];
}

export interface AttachmentRecord {
  name: string;
  /** Bytes, where the archive says. */
  size: number | null;
  url: string | null;
  /** A file that came with the archive. */
  path: string | null;
}

/** Someone whom a message addresses, by key or by name. */
export interface MentionRecord {
  authorKey: string | null;
  username: string;
}

/** Replies that the archive only counts. */
export interface GapRecord {
  kind: 'gap';
  conversationKey: string;
  communityKey: string;
  parentKey: string;
  count: number;
  keys: string[];
}

export type ImportRecord = CommunityRecord | AuthorRecord | ConversationRecord | MessageRecord | GapRecord;

/** Fields that Kith has no place for, kept as they were. */
export type Aside = Record<string, unknown>;

/** Why something of an archive did not come in, or not whole. */
export interface Problem {
  file: string;
  /** Counts from 1; 0 where the file as a whole is meant. */
  line: number;
  why: Why;
}

/** What one stretch of a file holds. */
export interface Batch {
  records: ImportRecord[];
  problems: Omit<Problem, 'file'>[];
  /** Bytes of the file that were read so far, as they lie on the disk. */
  bytesRead: number;
  /** Reading on from here loses nothing: bytes of the unpacked content. */
  position: number;
}
