import { z } from 'zod';
import { id } from '../../platform/ids.ts';
import { once } from '../../platform/once.ts';
import { personCard } from '../accounts/index.ts';

export const DEFAULT_SIZE_LIMIT = 150;
export const LARGEST_SIZE_LIMIT = 500;

/** What stands, or may one day stand, where a community's address does. */
const RESERVED_SLUGS = new Set([
  ...[
    'about',
    'admin',
    'api',
    'assets',
    'brief',
    'communities',
    'directs',
    'discover',
    'docs',
    'files',
    'found',
  ],
  ...[
    'healthz',
    'help',
    'invite',
    'join',
    'live',
    'me',
    'metrics',
    'new',
    'notices',
    'offline',
    'people',
    'readyz',
  ],
  ...['reset', 'search', 'settings', 'sign-in', 'sign-out', 'sign-up', 'start', 'static', 'welcome'],
]);

/** The community's address: part of every link to it. */
export const slug = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/, '2 to 40 letters, digits or dashes')
  .min(2)
  .refine((value) => !RESERVED_SLUGS.has(value), 'This address is used by Kith itself.');

const shortList = z.array(z.string().trim().min(1).max(60)).overwrite(once).max(12);

const fields = {
  name: z.string().trim().min(2).max(60),
  slug,
  purpose: z.string().trim().max(400),
  values: shortList,
  interests: shortList,
  hue: z.number().int().min(0).max(359).describe('Degrees on the OKLCH colour wheel.'),
  agreements: z.array(z.string().trim().min(1).max(280)).overwrite(once).max(12),
  sizeLimit: z.number().int().min(2).max(LARGEST_SIZE_LIMIT),
  listed: z.boolean().describe('Shown to signed-in people who are not members; private by default.'),
};

/** What a founder decides. */
export const charter = z.object({
  ...fields,
  purpose: fields.purpose.default(''),
  values: fields.values.default([]),
  interests: fields.interests.default([]),
  hue: fields.hue.default(145),
  agreements: fields.agreements.default([]),
  sizeLimit: fields.sizeLimit.default(DEFAULT_SIZE_LIMIT),
  listed: fields.listed.default(false),
});

/** What a host may change of it, one or several at once. */
export const charterChange = z.object(fields).partial();

/** "Who you are, what brings you", which the others can greet. */
export const introduction = z
  .string()
  .trim()
  .min(10, 'Say in a sentence who you are and what brings you.')
  .max(2000);

export const role = z.enum(['host', 'member']);
/** A host runs the community; a member takes part in it. */
export type Role = z.infer<typeof role>;

/** A community as one of its members sees it. */
export const communityView = charter.extend({
  id,
  slug: z.string(),
  createdAt: z.number(),
  memberCount: z.number().int(),
  role,
});
/** A community as one of its members sees it. */
export type CommunityView = z.infer<typeof communityView>;

const neighbour = personCard.extend({ about: z.string(), interests: z.array(z.string()) });

/** One member as the others see them. */
export const memberView = z.object({
  person: neighbour,
  role,
  joinedAt: z.number(),
  introduction: z.string(),
  invitedBy: personCard.nullable(),
  greetedBy: z.array(personCard),
});
/** One member as the others see them. */
export type MemberView = z.infer<typeof memberView>;

/** An invite as hosts and its sender see it. The secret of a link is shown once, when it is made. */
export const inviteView = z.object({
  id,
  email: z.string().nullable(),
  invitedBy: personCard,
  createdAt: z.number(),
  expiresAt: z.number(),
  usesLeft: z.number().int(),
  revokedAt: z.number().nullable(),
});
/** An invite as hosts and its sender see it. */
export type InviteView = z.infer<typeof inviteView>;

/** Someone who waits for room or for a host's word, as hosts see them. */
export const waitingView = z.object({
  person: neighbour,
  introduction: z.string(),
  invitedBy: personCard.nullable().describe('Null for someone who asked to join a listed community.'),
  since: z.number(),
});
/** Someone who waits for room or for a host's word, as hosts see them. */
export type WaitingView = z.infer<typeof waitingView>;

/** Someone who was removed and cannot come back until a host lifts it. */
export const removalView = z.object({
  person: personCard,
  removedBy: personCard.nullable(),
  reason: z.string(),
  at: z.number(),
});
