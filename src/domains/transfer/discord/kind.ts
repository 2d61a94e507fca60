/* Older exports write Discord's number where they have no name for a kind. */
const TALK = new Set(['', 'Default', 'Reply', 'ThreadStarterMessage', '0', '19', '20', '21', '23']);
const STARTERS = new Set(['ThreadStarterMessage', '21']);

const SAID: Record<string, string> = {
  RecipientAdd: 'Added a recipient.',
  RecipientRemove: 'Removed a recipient.',
  Call: 'Started a call.',
  ChannelNameChange: 'Changed the channel name.',
  ChannelIconChange: 'Changed the channel icon.',
  ChannelPinnedMessage: 'Pinned a message.',
  GuildMemberJoin: 'Joined the server.',
  ThreadCreated: 'Started a thread.',
};

export function isTalk(type: string): boolean {
  return TALK.has(type);
}

/** The first message of a Discord thread; it only points at the message that the thread grew out of. */
export function isStarter(type: string): boolean {
  return STARTERS.has(type);
}

/** What Discord itself wrote in a channel, set apart from what people say. */
export function noticeOf(type: string, content: string): string {
  return `*${content.trim() || (SAID[type] ?? 'A notice from Discord.')}*`;
}
