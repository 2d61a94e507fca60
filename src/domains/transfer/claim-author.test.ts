import { join } from 'node:path';
import { expect, test } from 'vitest';
import { onEachEngine } from '../../../tests/engines.ts';
import { listen } from '../../../tests/listening.ts';
import { found } from '../../../tests/people.ts';
import { refused } from '../../../tests/refusals.ts';
import { archived, fixtures } from './scene.ts';

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

  test('nobody claims who came into another community, nor what a member has been found to be', async () => {
    const { app, founder, reader, newcomer, communityId, author, bring } = await archived(engine);
    const other = await found(app, newcomer, 'Elsewhere');
    await bring('discord', [join(fixtures, 'discord')], {
      placesFor: (all) => Promise.resolve(new Map(all.map(({ key }) => [key, other.id]))),
    });
    const there = await newcomer.read('transfer.list-authors', { communityId: other.id, q: 'jory' });
    const elsewhere = { communityId, personId: there.authors[0]!.person.id };
    await refused(reader.act('transfer.claim-author', elsewhere), 'not-found');
    const claim = { communityId, personId: (await author('jory')).id };
    for (const one of [reader, newcomer]) await one.act('transfer.claim-author', claim);
    await founder.act('transfer.confirm-claim', { ...claim, claimedBy: reader.id });
    const again = newcomer.act('transfer.claim-author', { communityId, personId: reader.id });
    await refused(again, 'not-found');
    const left = app.store.read.selectFrom('author_claim').selectAll();
    expect(await left.where('community_id', '=', communityId).execute()).toEqual([]);
  });
});
