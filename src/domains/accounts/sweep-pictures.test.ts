import { expect, test } from 'vitest';
import { newId } from '../../platform/ids.ts';
import { onEachEngine } from '../../../tests/engines.ts';
import { meet } from '../../../tests/people.ts';
import { accounts } from './index.ts';

onEachEngine(({ open }) => {
  test('pictures that no person has go after a day, the others stay', async () => {
    const app = await open();
    const { store, services } = app;
    const ana = await meet(app, 'Ana');
    const [used, orphan] = [newId(), newId()];
    for (const picture of [used, orphan])
      await services.files.put(`people/${picture}.webp`, Buffer.from('drawn'));
    await store.write((db) =>
      db.updateTable('person').set({ picture: used }).where('id', '=', ana.id).execute(),
    );
    expect(await accounts.sweepPictures(store, services.files, Date.now() + 3_600_000)).toBe(0);
    expect(await accounts.sweepPictures(store, services.files, Date.now() + 25 * 3_600_000)).toBe(1);
    expect(await services.files.size(`people/${used}.webp`)).toBe(5);
    expect(await services.files.size(`people/${orphan}.webp`)).toBeNull();
  });
});
