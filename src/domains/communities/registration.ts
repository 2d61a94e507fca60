import type { Db } from '../../platform/db/index.ts';
import { invalid, isKithError } from '../../platform/errors.ts';
import { loadByCode, refuseEnded } from './invite-store.ts';
import type { InviteRow } from './tables.ts';

/** Whether an invite code lets somebody register. Who holds an open one for another mail address is told so. */
export async function inviteLetsRegister(db: Db, code: string, email: string, now: number): Promise<boolean> {
  const invite = await openInvite(db, code, now);
  if (!invite) return false;
  if (invite.email === null || invite.email === email.trim().toLowerCase()) return true;
  throw invalid(
    'email',
    'other-address',
    'This invite was sent to another mail address. Ask for one to yours.',
  );
}

async function openInvite(db: Db, code: string, now: number): Promise<InviteRow | null> {
  try {
    const invite = await loadByCode(db, code);
    refuseEnded(invite, now);
    return invite;
  } catch (error) {
    if (isKithError(error)) return null;
    throw error;
  }
}
