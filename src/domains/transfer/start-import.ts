import { z } from 'zod';
import { verb } from '../../platform/act.ts';
import { conflict, invalid, notFound } from '../../platform/errors.ts';
import { id } from '../../platform/ids.ts';
import { loadMembership } from '../communities/index.ts';
import { mayImport } from './access.ts';
import { changeRun, filesOf, findRun, refuseElsewhere, runFolder, runViews } from './import-runs.ts';
import { importRunView } from './import-run.ts';

export const startImport = verb({
  name: 'transfer.start-import',
  does: 'As a host, brings the uploaded archive into the community, behind everything else. list-imports tells how far it is.',
  input: z.object({ communityId: id, importId: id }),
  output: importRunView,
  async load(context, { communityId, importId }) {
    const membership = await loadMembership(context, communityId);
    const run = await findRun(context.db, communityId, importId);
    return { role: membership.role, run };
  },
  may: (loaded) => mayImport(loaded),
  async alone({ services, write, store }, { communityId, importId }, { run }) {
    if (!run) throw notFound();
    const { dataDir } = services.config;
    if (run.state === 'gathering') {
      refuseElsewhere(dataDir, run);
      const files = await filesOf(runFolder(dataDir, run));
      if (files.length === 0)
        throw invalid('importId', 'nothing-uploaded', 'Upload the archive’s files first.');
      await write(async ({ db, announce }) => {
        await changeRun(db, run, { state: 'waiting' });
        await announce({ communityId, kind: 'import.changed', payload: { importId } });
      });
      services.imports.start({ ...run, state: 'waiting' });
    } else if (run.state === 'failed') {
      throw conflict('import-failed', 'This import has failed. Upload the archive anew.');
    }
    const now = (await findRun(store.read, communityId, importId))!;
    return (await runViews(store.read, dataDir, [now]))[0]!;
  },
});
