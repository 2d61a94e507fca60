import { z } from 'zod';
import { id } from '../../platform/ids.ts';
import { personCard } from '../accounts/person.ts';

export const DEFAULT_SIZE_LIMIT = 150;
export const LARGEST_SIZE_LIMIT = 500;

const RESERVED_SLUGS = new Set(
  'api files live brief settings sign-in sign-out sign-up found invite search welcome reset about help new _app robots.txt favicon.ico healthz readyz metrics start directs people'.split(
    ' ',
  ),
);

/** The community's address: part of every link to it. */
export const slug = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/, '2 to 40 letters, digits or dashes')
  .min(2)
  .refine((value) => !RESERVED_SLUGS.has(value), 'This address is used by Kith itself.');

const shortList = z.array(z.string().trim().min(1).max(60)).max(12);

/** What a founder decides, and a host may change. */
export const charter = z.object({
  name: z.string().trim().min(2).max(60),
  slug,
  purpose: z.string().trim().max(400).default(''),
  values: shortList.default([]),
  interests: shortList.default([]),
  hue: z.number().int().min(0).max(359).default(145).describe('Degrees on the OKLCH colour wheel.'),
  agreements: z.array(z.string().trim().min(1).max(280)).max(12).default([]),
  sizeLimit: z.number().int().min(2).max(LARGEST_SIZE_LIMIT).default(DEFAULT_SIZE_LIMIT),
  listed: z.boolean().default(false).describe('Shown to signed-in people who are not members; private by default.'),
});

export const role = z.enum(['host', 'member']);
export type Role = z.infer<typeof role>;

/** A community as one of its members sees it. */
export const communityView = charter.extend({
  id,
  slug: z.string(),
  createdAt: z.number(),
  memberCount: z.number().int(),
  role,
});
export type CommunityView = z.infer<typeof communityView>;

/** One member as the others see them. */
export const memberView = z.object({
  person: personCard.extend({ about: z.string(), interests: z.array(z.string()) }),
  role,
  joinedAt: z.number(),
  introduction: z.string(),
  invitedBy: personCard.nullable(),
  greetedBy: z.array(personCard),
});
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
export type InviteView = z.infer<typeof inviteView>;
