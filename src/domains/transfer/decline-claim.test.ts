import { expect, test } from 'vitest';
import { onEachEngine } from '../../../tests/engines.ts';
import { listen } from '../../../tests/listening.ts';
import { refused } from '../../../tests/refusals.ts';
import { archived } from './scene.ts';

onEachEngine((engine) => {
  test('a host declines a claim, or who made it takes it back', async () => {
    const { app, founder, reader, communityId, author } = await archived(engine);
    const { id: personId } = await author('wren');
    const claim = { communityId, personId, claimedBy: reader.id };
    for (const who of [founder, reader]) {
      await reader.act('transfer.claim-author', claim);
      const ears = await listen(app, reader, communityId);
      await who.act('transfer.decline-claim', claim);
      const view = { personId, claimedBy: reader.id, claim: null };
      expect(await ears.heard()).toMatchObject([{ kind: 'claim.declined', view }]);
      expect(await founder.read('transfer.list-claims', { communityId })).toEqual([]);
    }
    const again = await listen(app, reader, communityId);
    await founder.act('transfer.decline-claim', claim);
    expect(await again.heard()).toEqual([]);
  });

  test('other members may not, and strangers learn nothing', async () => {
    const { reader, newcomer, stranger, communityId, author } = await archived(engine);
    const { id: personId } = await author('wren');
    const claim = { communityId, personId, claimedBy: reader.id };
    await reader.act('transfer.claim-author', claim);
    await refused(newcomer.act('transfer.decline-claim', claim), 'forbidden', 'hosts-only');
    await refused(stranger.act('transfer.decline-claim', claim), 'not-found');
  });
});
