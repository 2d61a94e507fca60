import { expect, test } from 'vitest';
import { sql } from 'kysely';
import { createApp } from '../../../app.ts';
import { arrivalIn, openSnapshot, tallyAll } from '../../../platform/copies/index.ts';
import { openStore } from '../../../platform/db/index.ts';
import type { Config } from '../../../platform/config.ts';
import { openBrowser, PASSWORD, register } from '../../../../tests/browser.ts';
import { chosenEngines, onEachEngine } from '../../../../tests/engines.ts';
import { moveHouse } from './move-house.ts';
import { livedIn, lookAt, quietly } from '../../../../tests/lived-in.ts';

onEachEngine((engine) => {
  const other = chosenEngines().find((name) => name !== engine.name) ?? engine.name;

  test('all moves to the other engine and back, is the same, and is found there', async () => {
    const { app, founder, communityId, room } = await livedIn(engine);
    const ana = await register(app, 'Ana');
    await app.close();
    const there = { ...(await engine.empty(other)), dataDir: app.config.dataDir };
    if (other === 'sqlite' && !there.databaseUrl) there.dataDir = (await engine.empty(other)).dataDir;
    const moved = await moveHouse(app.config, there, quietly);
    expect(moved).toMatchObject({ complete: true, differences: [] });
    expect(moved.tables['message']!.rows).toBeGreaterThan(8);
    await lookAt({ ...app.config, ...there }, founder, async (visit, house) => {
      const { messages } = await visit.read('conversations.list-messages', {
        communityId,
        conversationId: room.id,
        limit: 200,
      });
      expect(messages.map(({ body }) => body)).toEqual(
        expect.arrayContaining(['Ä schöne Rübe', 'Zebras, then', '漢字 und 🌱', 'The list']),
      );
      const found = await visit.read('conversations.search', { q: 'schone', communityId });
      expect(JSON.stringify(found)).toContain('Rübe');
      const browser = openBrowser(house);
      await browser.act('accounts.sign-in', { email: ana.email, password: PASSWORD });
      expect(await browser.who()).toBe(ana.personId);
      expect(await arrivalIn(house.store)).toBeNull();
    });
    const home = await engine.empty();
    const back = await moveHouse({ ...app.config, ...there }, home, quietly);
    expect(back.differences).toEqual([]);
    expect(back.tables).toEqual(await talliesAt(home));
    expect(back.tables['message']).toEqual(moved.tables['message']);
    expect(back.tables['auth_passkey']).toEqual(moved.tables['auth_passkey']);
  });

  test('after an interruption nothing opens there, and the same call goes on, doubling nothing', async () => {
    const { app } = await livedIn(engine);
    await app.close();
    const there = await engine.empty(other);
    for (let batches = 2, complete = false; !complete; batches += 25) {
      let left = batches;
      const moved = await moveHouse(app.config, there, { watch: () => left--, interrupted: () => left <= 0 });
      if (!moved.complete) await expect(createApp(there)).rejects.toThrow(/only a part .*`kith move`/);
      complete = moved.complete;
    }
    expect(await talliesAt(there)).toEqual(await talliesAt(app.config));
  });

  test('one row that differs is told by its table, and the new place stays shut', async () => {
    const { app } = await livedIn(engine);
    await app.close();
    const there = await engine.empty(other);
    const spoil = async () => {
      const store = openStore(there);
      await store.write((db) =>
        sql`update member set introduction = 'forged' where role = 'host'`.execute(db),
      );
      await store.close();
    };
    let spoilt: Promise<void> | undefined;
    const watch = ({ phase }: { phase: string }) => void (phase === 'comparing' && (spoilt ??= spoil()));
    const stopped = await moveHouse(app.config, there, { watch, interrupted: () => spoilt !== undefined });
    expect(stopped.complete).toBe(false);
    await spoilt;
    const { complete, differences } = await moveHouse(app.config, there, quietly);
    expect(complete).toBe(true);
    expect(differences.map(({ table }) => table)).toEqual(['member']);
    await expect(createApp(there)).rejects.toThrow('only a part');
  });

  test('it refuses a place with something in it, an open house on either side, and its own place', async () => {
    const { app } = await livedIn(engine);
    const elsewhere = await engine.open();
    const refused = (from: Config, to: Config) =>
      moveHouse(from, to, quietly).then(
        () => 'moved',
        (error: { reason: string }) => error.reason,
      );
    expect(await refused(app.config, await engine.empty(other))).toBe('in-use');
    await app.close();
    expect(await refused(app.config, elsewhere.config)).toBe('in-use');
    await elsewhere.close();
    expect(await refused(app.config, elsewhere.config)).toBe('not-empty');
    expect(await refused(app.config, app.config)).toBe('same-place');
    expect(await refused(await engine.empty(), await engine.empty(other))).toBe('nothing-to-move');
    const half = await engine.empty(other);
    let left = 3;
    await moveHouse(app.config, half, { watch: () => left--, interrupted: () => left <= 0 });
    expect(await refused(elsewhere.config, half)).toBe('another-arrival');
    expect(await refused(half, await engine.empty(other))).toBe('unfinished');
  });

  test('nobody opens a house while it moves', async () => {
    const { app } = await livedIn(engine);
    await app.close();
    let opened: Promise<unknown> | undefined;
    const watch = () => {
      opened ??= createApp(app.config).then(
        (house) => house.close(),
        (error: Error) => error.message,
      );
    };
    await moveHouse(app.config, await engine.empty(other), { watch, interrupted: () => false });
    expect(await opened).toMatch(/being moved or restored/);
  });
});

async function talliesAt(config: Config) {
  const snapshot = await openSnapshot(config);
  const tallies = await tallyAll(snapshot, { watch: () => undefined, interrupted: () => false });
  await snapshot.close();
  return tallies;
}
