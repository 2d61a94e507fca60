import { mkdtemp, readdir, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sql } from 'kysely';
import { createApp } from '../../../app.ts';
import type { Config } from '../../../platform/config.ts';
import { migrate, openStore } from '../../../platform/db/index.ts';
import { openFileStore } from '../../../platform/files/index.ts';
import { newId } from '../../../platform/ids.ts';
import { openBrowser, PASSWORD, register } from '../../../../tests/browser.ts';
import { chosenEngines, onEachEngine } from '../../../../tests/engines.ts';
import { livedIn, lookAt, quietly } from '../../../../tests/lived-in.ts';
import { makeBackup, nameOfBackup } from './make-backup.ts';
import { checkBackup, restoreBackup } from './restore-backup.ts';

const filesOf = ({ dataDir }: Config) => openFileStore(join(dataDir, 'files'));
const clock = Date.now;

async function backupOf(config: Config) {
  const file = join(await mkdtemp(join(tmpdir(), 'kith-backup-')), nameOfBackup(Date.now()));
  const made = await makeBackup(config, filesOf(config), file, { ...quietly, clock });
  return { file, made: made! };
}

const restore = (file: string, to: Config, told = quietly) => restoreBackup(file, to, filesOf(to), told);

onEachEngine((engine) => {
  const engines = chosenEngines();

  test.each(engines)('a backup of a house that is open comes up as it was on %s', async (other) => {
    const { app, founder, communityId, room } = await livedIn(engine);
    const ana = await register(app, 'Ana');
    const { file, made } = await backupOf(app.config);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await checkBackup(file, quietly)).toMatchObject({ engine: engine.name, tables: made.tables });
    const there = await engine.empty(other);
    const restored = await restore(file, there);
    expect(restored).toMatchObject({ differences: [], tables: made.tables, files: { count: 1 } });
    await lookAt(there, founder, async (visit, house) => {
      const { messages } = await visit.read('conversations.list-messages', {
        communityId,
        conversationId: room.id,
        limit: 200,
      });
      expect(messages.map(({ body }) => body)).toEqual(expect.arrayContaining(['Zebras, then', 'The list']));
      expect(
        JSON.stringify(await visit.read('conversations.search', { q: 'schone', communityId })),
      ).toContain('Rübe');
      const { rows } = await sql<{ stored: string }>`select stored from attachment`.execute(house.store.read);
      const stored = await new Response(house.services.files.open(`${rows[0]!.stored}/whole`)).text();
      expect(stored).toBe('spade, rake');
      const browser = openBrowser(house);
      await browser.act('accounts.sign-in', { email: ana.email, password: PASSWORD });
      expect(await browser.who()).toBe(ana.personId);
      const sent = { communityId, conversationId: room.id, id: newId(), body: 'Back again' };
      await visit.act('conversations.send-message', sent);
    });
    const again = await backupOf(there);
    expect(again.made.tables['message']!.rows).toBe(made.tables['message']!.rows + 1);
  });

  test('all that was acknowledged before is in it, whoever talks meanwhile', async () => {
    const { app, founder, say } = await livedIn(engine);
    let [acknowledged, stop] = [0, false];
    const talk = async () => {
      while (!stop) {
        await say(founder, `message ${acknowledged}`);
        acknowledged++;
      }
    };
    const talking = Promise.all([talk(), talk(), talk()]);
    while (acknowledged < 30) await new Promise((soon) => setTimeout(soon, 1));
    const before = acknowledged;
    const { file } = await backupOf(app.config);
    stop = true;
    await talking;
    const there = await engine.empty();
    expect((await restore(file, there))!.differences).toEqual([]);
    const store = openStore(there);
    const { rows } = await sql<{ body: string; number: number; last_number: number }>`
      select body, message.number, last_number from message
        join conversation on conversation.id = conversation_id and conversation.community_id = message.community_id
        where body like 'message %' order by message.number`.execute(store.read);
    await store.close();
    expect(rows.length).toBeGreaterThanOrEqual(before);
    expect(rows.at(-1)!.last_number).toBe(rows.at(-1)!.number);
  });

  test('a restoration that is interrupted does not open, and goes on with the same backup alone', async () => {
    const { app } = await livedIn(engine);
    const { file } = await backupOf(app.config);
    const other = await backupOf(app.config);
    const there = await engine.empty();
    let at = 0;
    const watch = ({ phase }: { phase: string }) => void (phase === 'restoring' && at++);
    expect(await restore(file, there, { watch, interrupted: () => at > 20 })).toBeNull();
    await expect(createApp(there)).rejects.toThrow(/only a part .*`kith restore`/);
    await expect(restore(other.file, there)).rejects.toMatchObject({ reason: 'another-arrival' });
    expect((await restore(file, there))!.differences).toEqual([]);
    await expect(restore(file, there)).rejects.toMatchObject({ reason: 'files-there' });
    const app2 = await createApp(there);
    await app2.close();
  });

  test('it comes into an empty place alone, and not while Kith runs there', async () => {
    const { app } = await livedIn(engine);
    const { file } = await backupOf(app.config);
    await expect(restore(file, app.config)).rejects.toMatchObject({ reason: 'in-use' });
    const elsewhere = await engine.open();
    await elsewhere.close();
    await expect(restore(file, elsewhere.config)).rejects.toMatchObject({ reason: 'not-empty' });
    const untidy = await engine.empty();
    await filesOf(untidy).put('messages/a/b/whole', Buffer.from('old'));
    await expect(restore(file, untidy)).rejects.toMatchObject({ reason: 'files-there' });
    await expect(backupOf(untidy)).rejects.toMatchObject({ reason: 'nothing-there' });
  });

  test('an older backup is brought up to date, a newer one refused', async () => {
    const { app } = await livedIn(engine);
    await app.store.write(async (db) => {
      await sql`drop index message_time`.execute(db);
      await sql`insert into migration (name, at) values ('9999-from-tomorrow.ts', 1)`.execute(db);
    });
    const newer = await backupOf(app.config);
    await expect(checkBackup(newer.file, quietly)).rejects.toThrow('written by a newer Kith');
    const there = await engine.empty();
    await expect(restore(newer.file, there)).rejects.toThrow('written by a newer Kith');
    expect(await readdir(there.dataDir)).toEqual([]);
    const old = await engine.empty();
    const store = openStore(old);
    await migrate(store, ['0001-open-the-house.ts', '0002-bring-archives.ts']);
    await sql`insert into person (id, handle, name, created_at) values ('p', 'ana', 'Ana', 1)`.execute(
      store.library,
    );
    await store.close();
    const { file, made } = await backupOf(old);
    const restored = await restore(file, there);
    expect(restored).toMatchObject({ differences: [], tables: { person: made.tables['person'] } });
    await lookAt(there, { id: 'p' }, async (_, house) => {
      const { rows } = await sql`select name from migration where name like '0004%'`.execute(
        house.store.read,
      );
      expect(rows).toHaveLength(1);
    });
  });
});
