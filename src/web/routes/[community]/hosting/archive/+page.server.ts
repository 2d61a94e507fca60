import { newId } from '#web/live/id.ts';
import { inCommunity, type Asked } from '#web/people/in-community.ts';
import { PEOPLE } from '#web/people/kept-fresh.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { kith }, parent, depends }) => {
  depends(PEOPLE);
  const { community } = await parent();
  const communityId = community.id;
  const [imports, claims] = await Promise.all([
    kith.read('transfer.list-imports', { communityId }),
    kith.read('transfer.list-claims', { communityId }),
  ]);
  return { imports, claims, id: newId() };
};

export const actions: Actions = {
  bring: inCommunity('bring', async ({ kith, said, communityId }) => {
    const importId = said.text('id');
    const source = said.text('source') === 'discord' ? ('discord' as const) : ('reddit' as const);
    for (const { name, content } of await said.files('files'))
      await kith.act('transfer.add-archive-file', { communityId, importId, source, name, content });
    await kith.act('transfer.start-import', { communityId, importId });
  }),
  confirm: inCommunity('confirm', async (asked) => {
    await asked.kith.act('transfer.confirm-claim', claimIn(asked));
  }),
  decline: inCommunity('decline', async (asked) => {
    await asked.kith.act('transfer.decline-claim', claimIn(asked));
  }),
};

const claimIn = ({ said, communityId }: Asked) => {
  const [personId = '', claimedBy = ''] = said.text('which').split(' ');
  return { communityId, personId, claimedBy };
};
