import { newId } from '#web/live/id.ts';
import { inCommunity, type Asked } from '#web/people/in-community.ts';
import { PEOPLE } from '#web/people/kept-fresh.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent, url, depends }) => {
  depends(PEOPLE);
  const { community } = await parent();
  const { invites } = await locals.kith.read('communities.list-invites', { communityId: community.id });
  return { invites, id: newId(), founded: url.searchParams.has('founded') };
};

export const actions: Actions = {
  link: inCommunity('link', (asked) =>
    invite(asked, { uses: asked.said.number('uses'), expiresInDays: asked.said.number('expiresInDays') }),
  ),
  mail: inCommunity('mail', (asked) => invite(asked, { email: asked.said.text('email') })),
  revoke: inCommunity('revoke', async ({ kith, said, communityId }) => {
    await kith.act('communities.revoke-invite', { communityId, id: said.text('which') });
  }),
};

type Wish = { email?: string; uses?: number; expiresInDays?: number };

async function invite({ kith, said, communityId, origin }: Asked, wish: Wish) {
  const asked = { communityId, id: said.text('id'), ...wish };
  const { url, mail, invite } = await kith.act('communities.invite', asked);
  return { link: new URL(new URL(url, origin).pathname, origin).href, mail, email: invite.email };
}
