import { z } from 'zod';
import { verb } from '../../platform/act.ts';
import { conflict } from '../../platform/errors.ts';
import { id, newSecret } from '../../platform/ids.ts';
import { notWithToken } from './access.ts';
import { hashOf, scope, tokensOf, tokenView } from './tokens.ts';

const MOST = 50;
const DAY_MS = 24 * 3_600_000;

export const createToken = verb({
  name: 'accounts.create-token',
  does: 'Makes a personal token for programs. It is shown this once; only its hash is kept.',
  limit: { times: 20, seconds: 3600 },
  input: z.object({
    id,
    name: z.string().trim().min(1).max(60),
    scopes: z.array(scope).min(1),
    days: z
      .number()
      .int()
      .min(1)
      .max(3650)
      .nullable()
      .default(365)
      .describe('null: it does not end by itself.'),
  }),
  output: z.object({ secret: z.string(), token: tokenView }),
  load: async ({ db, me, viewer }) => {
    notWithToken(viewer);
    return tokensOf(db, me);
  },
  run: async ({ db, me, now }, input, tokens) => {
    if (tokens.length >= MOST) throw conflict('too-many-tokens', `A person has at most ${MOST} tokens.`);
    const secret = `kith_${newSecret()}`;
    const expiresAt = input.days && now + input.days * DAY_MS;
    const scopes = [...new Set(input.scopes)];
    const added = await db
      .insertInto('access_token')
      .values({
        id: input.id,
        person_id: me,
        name: input.name,
        hash: hashOf(secret),
        scopes: JSON.stringify(scopes),
        created_at: now,
        expires_at: expiresAt,
      })
      .onConflict((clash) => clash.column('id').doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!added) throw conflict('made-already', 'This token has been made and shown already.');
    return {
      secret,
      token: { id: input.id, name: input.name, scopes, createdAt: now, expiresAt, usedAt: null },
    };
  },
});
