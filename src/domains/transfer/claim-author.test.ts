import { expect, test } from 'vitest';
import { onEachEngine } from '../../../tests/engines.ts';
import { listen } from '../../../tests/listening.ts';
import { refused } from '../../../tests/refusals.ts';
import { archived } from './scene.ts';

onEachEngine((engine) => {
  test('a member says who they were; hosts and they themselves see it, others do not', async () => {
    const { app, founder, reader, newcomer, communityId, author } = await archived(engine);
    const wren = await author('wren');
    const ears = await listen(app, founder, communityId);
    const others = await listen(app, newcomer, communityId);
    const note = 'I kept bed 3.';
    const claim = await reader.act('transfer.claim-author', { communityId, personId: wren.id, note });
    expect(claim).toMatchObject({
      author: { name: 'Wren', imported: true },
      claimedBy: { id: reader.id },
      note,
    });
    expect(await founder.read('transfer.list-claims', { communityId })).toEqual([claim]);
    expect(await reader.read('transfer.list-claims', { communityId })).toEqual([claim]);
    expect(await newcomer.read('transfer.list-claims', { communityId })).toEqual([]);
    const view = { personId: wren.id, claimedBy: reader.id, claim };
    expect(await ears.heard()).toMatchObject([{ kind: 'claim.made', view }]);
    expect((await others.heard()).filter((one) => one.view)).toEqual([]);
  });

  test('claiming twice is claiming once, with the newer note', async () => {
    const { reader, communityId, author } = await archived(engine);
    const { id: personId } = await author('jory');
    await reader.act('transfer.claim-author', { communityId, personId });
    await reader.act('transfer.claim-author', { communityId, personId, note: 'It was me.' });
    const claims = await reader.read('transfer.list-claims', { communityId });
    expect(claims).toMatchObject([{ note: 'It was me.' }]);
  });

  test('only authors of an archive can be claimed, and only by members', async () => {
    const { founder, reader, stranger, communityId, author } = await archived(engine);
    const { id: personId } = await author('jory');
    await refused(reader.act('transfer.claim-author', { communityId, personId: founder.id }), 'not-found');
    await refused(stranger.act('transfer.claim-author', { communityId, personId }), 'not-found');
    await refused(stranger.read('transfer.list-claims', { communityId }), 'not-found');
    await refused(stranger.read('transfer.list-authors', { communityId }), 'not-found');
  });
});
