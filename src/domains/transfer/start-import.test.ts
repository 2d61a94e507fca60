import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { onEachEngine } from '../../../tests/engines.ts';
import { listen } from '../../../tests/listening.ts';
import type { Person } from '../../../tests/people.ts';
import { refused } from '../../../tests/refusals.ts';
import { newId } from '../../platform/ids.ts';
import { fixtures, scene } from './scene.ts';

onEachEngine((engine) => {
  async function uploaded(founder: Person, communityId: string, names: string[]) {
    const importId = newId();
    for (const name of names) {
      const content = await readFile(join(fixtures, name));
      const source = name.startsWith('reddit') ? 'reddit' : 'discord';
      const file = { communityId, importId, source, name: name.replace(/^\w+\//, ''), content } as const;
      await founder.act('transfer.add-archive-file', file);
    }
    return { communityId, importId };
  }

  test('an uploaded archive comes in behind everything else, and hosts see what came', async () => {
    const { app, founder, reader, communityId, room, messages } = await scene(engine);
    const run = await uploaded(founder, communityId, ['discord/beds.json', 'discord/beds_Files/plan.txt']);
    const ears = await listen(app, founder, communityId);
    const others = await listen(app, reader, communityId);
    expect(await founder.act('transfer.start-import', run)).toMatchObject({ state: 'waiting' });
    await founder.act('transfer.start-import', run);
    await app.services.imports.settled();
    const [done] = await founder.read('transfer.list-imports', { communityId });
    expect(done).toMatchObject({ state: 'done', share: 1, files: [], failure: null });
    expect(done!.report).toMatchObject({ complete: true, filesKept: 1, messages: { here: 5, missing: 1 } });
    expect((await messages((await room('beds')).id))[2]!.attachments).toMatchObject([{ name: 'plan.txt' }]);
    app.live.wake(communityId);
    expect((await ears.heard()).map(({ kind }) => kind)).toEqual([
      'import.changed',
      'conversation.imported',
      'import.changed',
    ]);
    expect((await others.heard()).filter(({ view }) => view).map(({ kind }) => kind)).toEqual([
      'conversation.imported',
    ]);
    expect(existsSync(join(app.config.dataDir, 'imports', communityId, run.importId))).toBe(false);
  });

  test('what cannot come in is said, and where it stood', async () => {
    const { app, founder, communityId } = await scene(engine);
    const importId = newId();
    const content = Buffer.from('not json\n');
    const file = { communityId, importId, source: 'reddit', name: 'RC_1.ndjson', content } as const;
    await founder.act('transfer.add-archive-file', file);
    await founder.act('transfer.start-import', { communityId, importId });
    await app.services.imports.settled();
    const [run] = await founder.read('transfer.list-imports', { communityId });
    expect(run!.report!.skipped.first).toEqual([
      { file: 'RC_1.ndjson', line: 1, why: 'the line is not JSON', fault: 'no-json-line' },
    ]);
  });

  test('what the house was closed over goes on when it is opened again', async () => {
    const { app, founder, communityId } = await scene(engine);
    const run = await uploaded(founder, communityId, ['reddit/RC_2011-04.ndjson']);
    const change = {
      state: 'placing',
      progress: JSON.stringify({ share: 0.5, messages: 3, secondsLeft: 1 }),
    };
    await app.store.write((db) =>
      db.updateTable('import_run').set(change).where('id', '=', run.importId).execute(),
    );
    const [before] = await founder.read('transfer.list-imports', { communityId });
    expect(before).toMatchObject({ state: 'placing', share: 0.5, messages: 3 });
    await app.services.imports.resume();
    await app.services.imports.settled();
    const [after] = await founder.read('transfer.list-imports', { communityId });
    expect(after).toMatchObject({ state: 'done', report: { messages: { here: 5, deleted: 1, removed: 1 } } });
  });

  test('nothing uploaded, members, strangers', async () => {
    const { founder, reader, stranger, communityId } = await scene(engine);
    const run = await uploaded(founder, communityId, ['reddit/RC_2011-04.ndjson']);
    const nothing = { communityId, importId: newId() };
    await refused(founder.act('transfer.start-import', nothing), 'not-found');
    await refused(reader.act('transfer.start-import', run), 'forbidden', 'hosts-only');
    await refused(stranger.act('transfer.start-import', run), 'not-found');
  });
});
