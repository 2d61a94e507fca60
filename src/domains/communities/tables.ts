declare module '../../platform/db/tables.ts' {
  interface Tables {
    community: CommunityRow;
    member: MemberRow;
    greeting: { community_id: string; person_id: string; greeted_by: string; at: number };
    invite: InviteRow;
    waiting: WaitingRow;
    removal: RemovalRow;
  }
}

export interface CommunityRow {
  id: string;
  slug: string;
  name: string;
  purpose: string;
  community_values: string;
  interests: string;
  hue: number;
  agreements: string;
  size_limit: number;
  listed: number;
  member_count: number;
  created_at: number;
  closed_at: number | null;
}

export interface MemberRow {
  community_id: string;
  person_id: string;
  role: string;
  joined_at: number;
  introduction: string;
  invited_by: string | null;
}

export interface InviteRow {
  community_id: string;
  id: string;
  secret_hash: string;
  email: string | null;
  invited_by: string;
  uses_left: number;
  created_at: number;
  expires_at: number;
  revoked_at: number | null;
}

export interface WaitingRow {
  community_id: string;
  person_id: string;
  introduction: string;
  invited_by: string | null;
  since: number;
}

/**
 * Somebody whom a host has removed; until it is lifted, no invite lets them back in. At the very moment when the
 * community was closed, and without a reason: who was a member then.
 */
export interface RemovalRow {
  community_id: string;
  person_id: string;
  removed_by: string;
  reason: string;
  at: number;
}
