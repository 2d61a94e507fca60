import { z } from 'zod';
import type { Db } from '../../platform/db/index.ts';
import { notFound } from '../../platform/errors.ts';
import { id } from '../../platform/ids.ts';
import { at } from './sessions.ts';

export const passkeyView = z.object({
  id,
  name: z.string().nullable(),
  keeper: z.string().nullable().describe('Who keeps it, as an AAGUID; null where the device does not say.'),
  createdAt: z.number(),
});

const ANONYMOUS = '00000000-0000-0000-0000-000000000000';

export async function passkeysOf(db: Db, personId: string): Promise<z.infer<typeof passkeyView>[]> {
  const rows = await db
    .selectFrom('auth_passkey')
    .select(['id', 'name', 'aaguid', 'created_at'])
    .where('person_id', '=', personId)
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    keeper: row.aaguid === ANONYMOUS ? null : row.aaguid,
    createdAt: at(row.created_at!),
  }));
}

/** Throws not-found where this is not a passkey of the person. */
export async function loadPasskey(db: Db, personId: string, passkeyId: string): Promise<void> {
  const found = await db
    .selectFrom('auth_passkey')
    .select('id')
    .where('id', '=', passkeyId)
    .where('person_id', '=', personId)
    .executeTakeFirst();
  if (!found) throw notFound();
}
