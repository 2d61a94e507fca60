import { z } from 'zod';
import { read } from '../../platform/act.ts';
import type { Context } from '../../platform/act.ts';
import { forbidden } from '../../platform/errors.ts';
import { id } from '../../platform/ids.ts';
import { personCard, personCards } from '../accounts/index.ts';
import { loadMembership } from '../communities/index.ts';
import { countSaid } from '../conversations/index.ts';
import { mayImport } from './access.ts';
import { claimView, claimViews } from './claim.ts';
import { importRunView } from './import-run.ts';
import { runViews } from './import-runs.ts';

const PAGE = 50;
const ASKED_AT_ONCE = 400;

export const listImports = read({
  name: 'transfer.list-imports',
  does: 'For hosts: the archives that were brought by the hosting page, newest first, with how far each is.',
  input: z.object({ communityId: id }),
  output: z.array(importRunView),
  async run(context, { communityId }) {
    const answer = mayImport(await loadMembership(context, communityId));
    if (!answer.yes) throw forbidden(answer.reason, answer.detail);
    const rows = await context.db
      .selectFrom('import_run')
      .selectAll()
      .where('community_id', '=', communityId)
      .orderBy('started_at', 'desc')
      .limit(PAGE)
      .execute();
    return runViews(context.db, context.services.config.dataDir, rows);
  },
});

export const listAuthors = read({
  name: 'transfer.list-authors',
  does: 'The authors of archives whom no member has claimed yet, by name, with how much each has said.',
  input: z.object({
    communityId: id,
    q: z.string().trim().max(60).default('').describe('Part of a name.'),
    limit: z.number().int().min(1).max(200).default(PAGE),
    skip: z.number().int().min(0).default(0),
  }),
  output: z.object({
    authors: z.array(z.object({ person: personCard, messages: z.number().int() })),
    more: z.boolean(),
  }),
  async run(context, { communityId, q, limit, skip }) {
    await loadMembership(context, communityId);
    const wanted = q.toLowerCase();
    const found = (await importedIn(context, communityId))
      .filter(({ name, handle }) => `${name} ${handle}`.toLowerCase().includes(wanted))
      .sort((one, other) => byName.compare(one.name, other.name));
    const page = found.slice(skip, skip + limit);
    const said = await countSaid(
      context.db,
      communityId,
      page.map(({ id: personId }) => personId),
    );
    return {
      authors: page.map((person) => ({ person, messages: said.get(person.id) ?? 0 })),
      more: found.length > skip + limit,
    };
  },
});

const byName = new Intl.Collator('en', { sensitivity: 'base', numeric: true });

async function importedIn(context: Context, communityId: string) {
  const rows = await context.db
    .selectFrom('import_source')
    .select('target_id')
    .where('community_id', '=', communityId)
    .where('kind', '=', 'author')
    .execute();
  const ids = rows.map((row) => row.target_id);
  const cards = [];
  for (let start = 0; start < ids.length; start += ASKED_AT_ONCE) {
    cards.push(...(await personCards(context.db, ids.slice(start, start + ASKED_AT_ONCE))).values());
  }
  return cards.filter(({ imported }) => imported);
}

export const listClaims = read({
  name: 'transfer.list-claims',
  does: 'Claims that wait for a host: all of them for hosts, one’s own for members, oldest first.',
  input: z.object({ communityId: id }),
  output: z.array(claimView),
  async run(context, { communityId }) {
    const { role } = await loadMembership(context, communityId);
    const claims = context.db.selectFrom('author_claim').selectAll().where('community_id', '=', communityId);
    const seen = role === 'host' ? claims : claims.where('claimed_by', '=', context.me);
    return claimViews(context.db, await seen.orderBy('made_at').orderBy('claimed_by').execute());
  },
});
