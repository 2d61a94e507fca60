import { expect, test } from 'vitest';
import { onEachEngine } from '../../../tests/engines.ts';
import { refused } from '../../../tests/refusals.ts';
import { archived } from './scene.ts';

onEachEngine((engine) => {
  test('authors are listed by name with how much they said, in pages', async () => {
    const { reader, communityId } = await archived(engine);
    const { authors, more } = await reader.read('transfer.list-authors', { communityId });
    expect(authors.map(({ person, messages }) => [person.name, messages])).toEqual([
      ['Almanac', 1],
      ['Jory Pike', 4],
      ['Someone', 0],
      ['Wren', 5],
    ]);
    expect(more).toBe(false);
    const page = await reader.read('transfer.list-authors', { communityId, limit: 1, skip: 1 });
    expect(page).toMatchObject({ authors: [{ person: { name: 'Jory Pike', imported: true } }], more: true });
  });

  test('imports are for hosts to see', async () => {
    const { founder, reader, stranger, communityId } = await archived(engine);
    expect(await founder.read('transfer.list-imports', { communityId })).toEqual([]);
    await refused(reader.read('transfer.list-imports', { communityId }), 'forbidden', 'hosts-only');
    await refused(stranger.read('transfer.list-imports', { communityId }), 'not-found');
    await refused(stranger.read('transfer.list-claims', { communityId }), 'not-found');
  });
});
