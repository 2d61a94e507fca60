import type { App } from '../src/app.ts';
import type { MemberView } from '../src/domains/communities/index.ts';
import type { Watching } from './live-equals-fresh.ts';
import type { Heard } from './listening.ts';
import type { Person } from './people.ts';

/** The members of a community as a browser keeps them, by person. */
export function membersLive(watcher: Person, communityId: string): Watching<Record<string, MemberView>> {
  return {
    watcher,
    communityId,
    async fetch() {
      const { members } = await watcher.read('communities.list-members', { communityId });
      return Object.fromEntries(members.map((member) => [member.person.id, member]));
    },
    apply(members, { kind, view }: Heard) {
      if (kind === 'member.left' || kind === 'member.removed') {
        const { [(view as { personId: string }).personId]: _gone, ...others } = members;
        return others;
      }
      if (!kind.startsWith('member.')) return members;
      const member = view as MemberView;
      return { ...members, [member.person.id]: member };
    },
  };
}

/** The kinds of the facts of a community, oldest first, after `seq`. */
export async function factKinds(app: App, communityId: string, seq = 0): Promise<string[]> {
  const rows = await app.store.read
    .selectFrom('fact')
    .select('kind')
    .where('community_id', '=', communityId)
    .where('seq', '>', seq)
    .orderBy('seq')
    .execute();
  return rows.map((row) => row.kind);
}
