import { z } from 'zod';
import { prepared } from '../../platform/db/index.ts';
import type { Db, Store } from '../../platform/db/index.ts';
import { id } from '../../platform/ids.ts';
import type { AuthSessionRow } from './tables.ts';

/** A session that nobody has used for this long is over. */
const IDLE_MS = 30 * 24 * 3_600_000;
const NOTED_EVERY_MS = 3_600_000;

/** A session as its person sees it. */
export const sessionView = z.object({
  id,
  device: z.string().nullable().describe('Such as `Firefox, Linux`; null where it does not say.'),
  address: z.string().nullable().describe('The network address of the sign-in.'),
  createdAt: z.number(),
  usedAt: z.number().describe('To the hour.'),
  current: z.boolean().describe('True for the session that asks.'),
});

const byToken = prepared((db, { token }: { token: string }) =>
  db
    .selectFrom('auth_session')
    .select(['id', 'person_id', 'expires_at', 'updated_at'])
    .where('token', '=', token),
);

/** The session of a token; null for what is unknown or over. It is asked for at each request. */
export async function findSession(
  store: Store,
  token: string,
  now: number,
): Promise<{ id: string; personId: string } | null> {
  const [row] = await byToken(store.read, { token });
  if (!row || !isAlive(row, now)) return null;
  if (now - at(row.updated_at) > NOTED_EVERY_MS) await noteUse(store, row.id, now);
  return { id: row.id, personId: row.person_id };
}

/** better-auth's times as UTC milliseconds. */
export const at = (time: string | Date) => new Date(time).getTime();

export function isAlive(row: Pick<AuthSessionRow, 'expires_at' | 'updated_at'>, now: number): boolean {
  return now < at(row.expires_at) && now - at(row.updated_at) < IDLE_MS;
}

/** Moves the end of idleness on; at most once an hour, so that reading stays reading. */
async function noteUse(store: Store, sessionId: string, now: number): Promise<void> {
  await store.write((db) =>
    db
      .updateTable('auth_session')
      .set({ updated_at: new Date(now).toISOString() })
      .where('id', '=', sessionId)
      .execute(),
  );
}

/** Ends the sessions of a person: all, only one, or all but one. */
export async function endSessions(
  db: Db,
  personId: string,
  which: { only?: string; but?: string } = {},
): Promise<void> {
  let query = db.deleteFrom('auth_session').where('person_id', '=', personId);
  if (which.only) query = query.where('id', '=', which.only);
  if (which.but) query = query.where('id', '!=', which.but);
  await query.execute();
}

/** Removes what is left of a person's sessions that are over. */
export async function sweepSessions(db: Db, personId: string, now: number): Promise<void> {
  await db
    .deleteFrom('auth_session')
    .where('person_id', '=', personId)
    .where((row) =>
      row.or([
        row('expires_at', '<=', new Date(now).toISOString()),
        row('updated_at', '<=', new Date(now - IDLE_MS).toISOString()),
      ]),
    )
    .execute();
}
