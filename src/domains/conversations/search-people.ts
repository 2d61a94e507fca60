import type { Context } from '../../platform/act.ts';
import { fold, wordsOf } from '../../platform/search/index.ts';
import { cardOf } from '../accounts/index.ts';

const MOST_SHOWN = 8;

/** Fellow members whose name or handle has every word, or its beginning. A community is small enough to look at each. */
export async function findPeople(context: Context, words: string[], communityId: string | undefined) {
  let query = context.db
    .selectFrom('member as mine')
    .innerJoin('member', 'member.community_id', 'mine.community_id')
    .innerJoin('person', 'person.id', 'member.person_id')
    .innerJoin('community', 'community.id', 'member.community_id')
    .select(['person.id', 'person.handle', 'person.name', 'person.picture', 'person.imported'])
    .select(['community.id as community_id', 'community.slug as community_slug'])
    .where('mine.person_id', '=', context.me)
    .orderBy('person.name');
  if (communityId) query = query.where('mine.community_id', '=', communityId);
  const rows = await query.execute();
  const folded = words.map(fold);
  return rows
    .filter((row) => isCalled(row, folded))
    .slice(0, MOST_SHOWN)
    .map((row) => ({
      person: cardOf(row),
      communityId: row.community_id,
      communitySlug: row.community_slug,
    }));
}

function isCalled({ name, handle }: { name: string; handle: string }, words: string[]): boolean {
  const called = [...wordsOf(name), ...wordsOf(handle)];
  return words.every((word) => called.some((one) => one.startsWith(word)));
}
