import { getMigrations } from 'better-auth/db/migration';
import { expect, test } from 'vitest';
import { onEachEngine } from '../../../tests/engines.ts';

onEachEngine(({ open }) => {
  test('the tables that our migration makes are those that better-auth wants', async () => {
    const app = await open();
    const { options } = await app.services.auth.libraryWithPasskeys();
    const { toBeCreated, toBeAdded } = await getMigrations(options);
    expect(toBeCreated.map(({ table, fields }) => [table, fields])).toEqual([]);
    expect(toBeAdded.map(({ table, fields }) => [table, fields])).toEqual([]);
  });
});
