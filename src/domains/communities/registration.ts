import type { Db } from '../../platform/db/index.ts';
import { isKithError } from '../../platform/errors.ts';
import { loadByCode, refuseEnded } from './invite-store.ts';

/** Whether an invite code lets somebody with this mail address register: it must be open and not for another address. */
export async function inviteLetsRegister(db: Db, code: string, email: string, now: number): Promise<boolean> {
  try {
    const invite = await loadByCode(db, code);
    refuseEnded(invite, now);
    return invite.email === null || invite.email === email.trim().toLowerCase();
  } catch (error) {
    if (isKithError(error)) return false;
    throw error;
  }
}
