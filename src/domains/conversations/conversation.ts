import { z } from 'zod';
import { id } from '../../platform/ids.ts';
import { personCard } from '../accounts/index.ts';

export const LARGEST_DIRECT = 8;

/** Room, thread, direct, or the discussion beside something else. */
export const kind = z.enum(['room', 'thread', 'direct', 'discussion']);
export type Kind = z.infer<typeof kind>;

/** How closely a person follows a conversation. */
export const level = z.enum(['all', 'mentions', 'quiet']);
export type Level = z.infer<typeof level>;

/** A conversation as one person sees it. */
export const conversationView = z.object({
  communityId: id,
  id,
  kind,
  number: z.number().int().describe('Counts conversations within the community; part of a thread’s address.'),
  slug: z.string().nullable().describe('The address of a room.'),
  title: z.string().describe('Empty for a direct.'),
  about: z.string(),
  restricted: z.boolean().describe('Open only to its participants: a members-only room or a direct.'),
  createdAt: z.number(),
  createdBy: personCard.nullable(),
  lastNumber: z.number().int().describe('The number of its newest message; 0 when empty.'),
  lastAt: z.number().describe('When its newest message was sent, or when it was opened.'),
  last: z.object({ author: personCard.nullable(), excerpt: z.string() }).nullable(),
  closedAt: z.number().nullable(),
  closedReason: z.string().nullable(),
  keptFrom: z
    .object({
      conversationId: id,
      number: z.number().int(),
      slug: z.string().nullable(),
      title: z.string(),
      from: z.number().int(),
      to: z.number().int(),
    })
    .nullable()
    .describe('The stretch of another conversation’s talk that this thread keeps.'),
  participants: z.array(personCard).describe('Those of a restricted conversation; else empty.'),
  unanswered: z.boolean().describe('A thread whose opening message nobody else has answered.'),
  byNewcomer: z.boolean().describe('Started by a member of fewer than 30 days.'),
  mine: z.object({
    readNumber: z.number().int().describe('The last message that I have read; 0 for none.'),
    level,
    following: z.boolean(),
    mentions: z.number().int().describe('Unread messages that are addressed to me.'),
  }),
});
export type ConversationView = z.infer<typeof conversationView>;
