import { createHash } from 'node:crypto';
import { z } from 'zod';
import { prepared } from '../../platform/db/index.ts';
import type { Db, Store } from '../../platform/db/index.ts';
import { id } from '../../platform/ids.ts';

const NOTED_EVERY_MS = 3_600_000;
const SHAPE = /^kith_[A-Za-z0-9_-]{43}$/;

export const scope = z.enum(['read', 'write']);

/** A token as its person sees it; the secret itself is shown once, when it is made. */
export const tokenView = z.object({
  id,
  name: z.string(),
  scopes: z.array(scope),
  createdAt: z.number(),
  expiresAt: z.number().nullable().describe('UTC milliseconds, or null where it does not end by itself.'),
  usedAt: z.number().nullable().describe('To the hour.'),
});
export type TokenView = z.infer<typeof tokenView>;

export const hashOf = (secret: string) => createHash('sha256').update(secret).digest('hex');

const byHash = prepared((db, { hash }: { hash: string }) =>
  db
    .selectFrom('access_token')
    .select(['id', 'person_id', 'scopes', 'expires_at', 'used_at'])
    .where('hash', '=', hash),
);

/** Whose token this secret is, and what it allows; null for what is unknown or over. */
export async function findToken(
  store: Store,
  secret: string,
  now: number,
): Promise<{ personId: string; scopes: string[] } | null> {
  if (!SHAPE.test(secret)) return null;
  const [row] = await byHash(store.read, { hash: hashOf(secret) });
  if (!row || (row.expires_at !== null && row.expires_at <= now)) return null;
  if (now - (row.used_at ?? 0) > NOTED_EVERY_MS) await noteUse(store, row.id, now);
  return { personId: row.person_id, scopes: JSON.parse(row.scopes) as string[] };
}

async function noteUse(store: Store, tokenId: string, now: number): Promise<void> {
  await store.write((db) =>
    db.updateTable('access_token').set({ used_at: now }).where('id', '=', tokenId).execute(),
  );
}

/** The tokens of a person, newest first; those that are over as well, until they are revoked. */
export async function tokensOf(db: Db, personId: string): Promise<TokenView[]> {
  const rows = await db
    .selectFrom('access_token')
    .selectAll()
    .where('person_id', '=', personId)
    .orderBy('id', 'desc')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    scopes: JSON.parse(row.scopes) as TokenView['scopes'],
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    usedAt: row.used_at,
  }));
}
