import { z } from 'zod';
import { read } from '../../platform/act.ts';
import { prepared } from '../../platform/db/index.ts';
import { notFound } from '../../platform/errors.ts';
import { deviceName } from './device.ts';
import { someoneRegistered } from './founding.ts';
import { passkeysOf, passkeyView } from './passkeys.ts';
import { viewOf } from './people.ts';
import { meView } from './person.ts';
import { mayRegister } from './register.ts';
import { at, isAlive, sessionView } from './sessions.ts';
import { tokensOf, tokenView } from './tokens.ts';

const selfOf = prepared((db, { personId }: { personId: string }) =>
  db
    .selectFrom('person')
    .innerJoin('auth_user', 'auth_user.id', 'person.id')
    .selectAll('person')
    .select('auth_user.email')
    .where('person.id', '=', personId),
);

export const me = read({
  name: 'accounts.me',
  does: 'The signed-in person as they see themselves.',
  input: z.object({}),
  output: meView,
  run: async ({ db, me: personId }) => {
    const [row] = await selfOf(db, { personId });
    if (!row) throw notFound();
    return { ...viewOf(row), email: row.email };
  },
});

export const getFounding = read({
  name: 'accounts.get-founding',
  does: 'Whether nobody has come in yet, so that the founding link is the way.',
  who: 'anyone',
  limit: { times: 600, seconds: 600 },
  input: z.object({}),
  output: z.object({ open: z.boolean() }),
  run: async ({ db }) => ({ open: !(await someoneRegistered(db)) }),
});

export const getPass = read({
  name: 'accounts.get-pass',
  does: 'Whether a founding link or an invite still lets somebody register.',
  who: 'anyone',
  limit: { times: 60, seconds: 600 },
  input: z.object({ pass: z.string().max(300), email: z.string().max(254).default('') }),
  output: z.object({ valid: z.boolean() }),
  run: async (context, { pass, email }) => ({ valid: await mayRegister(context, pass, email) }),
});

export const listSessions = read({
  name: 'accounts.list-sessions',
  does: 'Where the person is signed in, last used first.',
  input: z.object({}),
  output: z.object({ sessions: z.array(sessionView) }),
  run: async ({ db, me: personId, now, viewer }) => {
    const rows = await db
      .selectFrom('auth_session')
      .selectAll()
      .where('person_id', '=', personId)
      .orderBy('updated_at', 'desc')
      .execute();
    const sessions = rows
      .filter((row) => isAlive(row, now))
      .map((row) => ({
        id: row.id,
        device: deviceName(row.agent),
        address: row.address || null,
        createdAt: at(row.created_at),
        usedAt: at(row.updated_at),
        current: row.id === viewer.sessionId,
      }));
    return { sessions };
  },
});

export const listPasskeys = read({
  name: 'accounts.list-passkeys',
  does: 'The passkeys that the person can sign in with, oldest first.',
  input: z.object({}),
  output: z.object({ passkeys: z.array(passkeyView) }),
  run: async ({ db, me: personId }) => ({ passkeys: await passkeysOf(db, personId) }),
});

export const listTokens = read({
  name: 'accounts.list-tokens',
  does: 'The personal tokens of the person, newest first, without their secrets.',
  input: z.object({}),
  output: z.object({ tokens: z.array(tokenView) }),
  run: async ({ db, me: personId }) => ({ tokens: await tokensOf(db, personId) }),
});
