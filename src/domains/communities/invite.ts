import { z } from 'zod';
import { verb } from '../../platform/act.ts';
import type { Writing } from '../../platform/act.ts';
import { linkOrigin } from '../../platform/config.ts';
import { conflict, notFound } from '../../platform/errors.ts';
import { id } from '../../platform/ids.ts';
import { newCode } from './code.ts';
import { inviteView } from './community.ts';
import { sendInvite } from './invite-mail.ts';
import { findInvite } from './invite-store.ts';
import { loadMembership } from './membership.ts';
import type { InviteRow } from './tables.ts';
import { inviteViews } from './views.ts';

const DAY_MS = 86_400_000;
const USES_OF_A_LINK = 10;

const input = z.object({
  communityId: id,
  id,
  email: z.email().max(254).optional().describe('Only the person with this mail address can use it.'),
  uses: z.number().int().min(1).max(500).optional().describe('1 for a mail address, else 10 unless said.'),
  expiresInDays: z.number().int().min(1).max(90).default(14),
});

export const invite = verb({
  name: 'communities.invite',
  does: 'Makes an invite, by link or for one mail address. Its code is shown this once. The same id again gives it a new code.',
  input,
  output: z.object({
    invite: inviteView,
    code: z.string(),
    url: z.string(),
    mail: z
      .enum(['sent', 'failed', 'none'])
      .describe('none: no address was given, or no mail server is set up.'),
  }),
  limit: { times: 40, seconds: 3600 },
  load: (context, { communityId }) => loadMembership(context, communityId),
  async alone(context, given, { community }) {
    const { code, secretHash } = newCode(given.communityId);
    const row = await context.write((inside) => store(inside, given, secretHash));
    const [view] = await inviteViews(context.db, [row]);
    const url = `${linkOrigin(context.services.config)}/invite/${code}`;
    const mail = await sendInvite(context, { community, invite: row, url });
    return { invite: view!, code, url, mail };
  },
});

async function store(
  context: Writing,
  given: z.output<typeof input>,
  secretHash: string,
): Promise<InviteRow> {
  const { db, me, now } = context;
  await loadMembership(context, given.communityId);
  const before = await findInvite(db, given.communityId, given.id);
  if (before) return renew(db, before, me, secretHash);
  const row: InviteRow = {
    community_id: given.communityId,
    id: given.id,
    secret_hash: secretHash,
    email: given.email?.toLowerCase() ?? null,
    invited_by: me,
    uses_left: given.uses ?? (given.email ? 1 : USES_OF_A_LINK),
    created_at: now,
    expires_at: now + given.expiresInDays * DAY_MS,
    revoked_at: null,
  };
  await db.insertInto('invite').values(row).execute();
  await context.announce({
    communityId: row.community_id,
    kind: 'invite.made',
    payload: { inviteId: row.id },
  });
  return row;
}

/** Its sender has lost the first answer, and with it the code, of which only the hash is kept. */
async function renew(
  db: Writing['db'],
  before: InviteRow,
  me: string,
  secretHash: string,
): Promise<InviteRow> {
  if (before.invited_by !== me) throw notFound();
  if (before.revoked_at !== null) throw conflict('revoked', 'This invite was ended. Make a new one.');
  await db
    .updateTable('invite')
    .set({ secret_hash: secretHash })
    .where('community_id', '=', before.community_id)
    .where('id', '=', before.id)
    .execute();
  return { ...before, secret_hash: secretHash };
}
