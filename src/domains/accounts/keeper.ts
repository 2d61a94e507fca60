import type { Db, Store } from '../../platform/db/index.ts';
import { KithError } from '../../platform/errors.ts';
import { append } from '../../platform/facts.ts';
import type { NewFact } from '../../platform/facts.ts';
import type { Services } from '../../platform/services.ts';
import { part } from './parting.ts';
import type { Leaver } from './parting.ts';
import { dropPicture } from './picture.ts';
import { makeResetLink } from './reset-link.ts';
import { at, endSessions } from './sessions.ts';
import { findAccount } from './store.ts';
import type { Account } from './store.ts';

/** A person as the one who runs the house sees them on its command line. */
export interface KeptPerson {
  id: string;
  handle: string;
  name: string;
  /** Null for authors who came in with an archive. */
  email: string | null;
  createdAt: number;
  /** UTC milliseconds, to the hour; null where they are signed in nowhere. */
  usedAt: number | null;
}

/** What only the keeper of the house may do, who has its data anyway. */
export const keeper = { list, resetLink, signOut, erase };

/** All people with an account, or the authors of archives, by handle. */
async function list(db: Db, who: 'accounts' | 'imported'): Promise<KeptPerson[]> {
  const rows = await db
    .selectFrom('person')
    .leftJoin('auth_user', 'auth_user.id', 'person.id')
    .leftJoin('auth_session', 'auth_session.person_id', 'person.id')
    .select(['person.id', 'handle', 'person.name', 'email', 'person.created_at'])
    .select((row) => row.fn.max('auth_session.updated_at').as('used_at'))
    .where('auth_user.id', who === 'accounts' ? 'is not' : 'is', null)
    .groupBy(['person.id', 'handle', 'person.name', 'email', 'person.created_at'])
    .execute();
  rows.sort((a, b) => (a.handle < b.handle ? -1 : 1));
  return rows.map(({ id, handle, name, email, created_at: createdAt, used_at: used }) => ({
    ...{ id, handle, name, email, createdAt },
    usedAt: used ? at(used) : null,
  }));
}

/** A link with which a person sets a new password: works once, within an hour. Not-found for people without account. */
async function resetLink(store: Store, services: Services, handleOrEmail: string): Promise<string> {
  const account = await loadAccount(store.read, handleOrEmail);
  return makeResetLink(services, account.id);
}

/** Ends all sessions of a person, as when a device was lost. Not-found for people without an account. */
async function signOut(store: Store, handleOrEmail: string): Promise<void> {
  const account = await loadAccount(store.read, handleOrEmail);
  await store.write((db) => endSessions(db, account.id));
}

/**
 * Erases a person's account, as they could themselves. Not-found for people without one; forbidden where they are the
 * only host of others.
 */
async function erase(
  store: Store,
  services: Services,
  { who, words }: { who: string; words: Leaver['words'] },
  now: number,
): Promise<Account> {
  const account = await loadAccount(store.read, who);
  const leaver = { personId: account.id, email: account.email, words };
  await store.write((db) => {
    const announce = (fact: NewFact) => append(db, { actorId: account.id, ...fact }, now);
    return part({ db, now, announce }, services.partings, leaver);
  });
  await dropPicture(services, account.picture);
  return account;
}

/** The account that goes by a handle or a mail address. Not-found says who it was looked for. */
export async function loadAccount(db: Db, handleOrEmail: string): Promise<Account> {
  const account = await findAccount(db, handleOrEmail);
  if (!account)
    throw new KithError('not-found', 'not-found', `Nobody with an account goes by “${handleOrEmail}”.`);
  return account;
}
