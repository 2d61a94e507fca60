import type { Db } from '../../platform/db/index.ts';
import { notFound } from '../../platform/errors.ts';
import { readCode } from './code.ts';
import type { InviteRow } from './tables.ts';

/** The invite that a code belongs to, whatever its state; not-found for codes that no invite has. */
export async function loadByCode(db: Db, code: string): Promise<InviteRow> {
  const where = readCode(code);
  const row = where && (await findBySecret(db, where));
  if (!row) throw notFound();
  return row;
}

/** Expired, revoked and used up look like never made. */
export function refuseEnded(invite: InviteRow, now: number): void {
  if (invite.revoked_at !== null || invite.expires_at <= now || invite.uses_left < 1) throw notFound();
}

export async function findInvite(db: Db, communityId: string, id: string): Promise<InviteRow | undefined> {
  return db
    .selectFrom('invite')
    .selectAll()
    .where('community_id', '=', communityId)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** Takes one use of the invite; false when another person took the last one. */
export async function useUp(db: Db, invite: InviteRow, now: number): Promise<boolean> {
  const used = await db
    .updateTable('invite')
    .set((row) => ({ uses_left: row('uses_left', '-', 1) }))
    .where('community_id', '=', invite.community_id)
    .where('id', '=', invite.id)
    .where('uses_left', '>', 0)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .returning('id')
    .executeTakeFirst();
  return used !== undefined;
}

async function findBySecret(
  db: Db,
  { communityId, secretHash }: { communityId: string; secretHash: string },
) {
  return db
    .selectFrom('invite')
    .selectAll()
    .where('community_id', '=', communityId)
    .where('secret_hash', '=', secretHash)
    .executeTakeFirst();
}
