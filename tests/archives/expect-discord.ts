import { readFileSync } from 'node:fs';
import { nothingYet, withStubs } from './expected.ts';
import type { Expectation } from './expected.ts';

interface Export {
  channel: { id: string };
  messages: {
    id: string;
    timestamp: string;
    author: { id: string; nickname?: string; name: string };
    reference?: { messageId?: string; channelId?: string };
    reactions: { count: number; users?: { id: string }[] }[];
    content: string;
  }[];
}

/** Counts exports of Discord channels by a plain loop. */
export function expectDiscord(files: string[]): Expectation {
  const expected = nothingYet();
  for (const file of files) {
    const { channel, messages } = JSON.parse(readFileSync(file, 'utf8')) as Export;
    expected.conversations.add(channel.id);
    for (const message of messages) {
      const { author, reference, reactions } = message;
      const answers =
        !reference?.channelId || reference.channelId === channel.id ? reference?.messageId : undefined;
      expected.entries += 1;
      expected.authors.add(author.id);
      expected.messages.set(`${channel.id} ${message.id}`, {
        name: `${channel.id} ${message.id}`,
        parent: answers ? `${channel.id} ${answers}` : null,
        at: Date.parse(message.timestamp),
        state: 'here',
        author: author.nickname || author.name,
        words: /^[\p{L}\p{N} ,.]{4,40}/u.exec(message.content)?.[0].trim() || null,
        // One for each who is named, or one for all where they are only counted.
        reactions: reactions.reduce((sum, { users }) => sum + Math.max(1, users?.length ?? 0), 0),
      });
    }
  }
  return withStubs(expected, () => null);
}
