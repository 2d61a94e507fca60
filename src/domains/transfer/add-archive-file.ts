import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { verb } from '../../platform/act.ts';
import type { Alone } from '../../platform/act.ts';
import { conflict, invalid } from '../../platform/errors.ts';
import { id, newId } from '../../platform/ids.ts';
import { loadMembership } from '../communities/index.ts';
import { mayImport } from './access.ts';
import { filesOf, findRun, runFolder, runViews } from './import-runs.ts';
import { importRunView, source } from './import-run.ts';
import type { ImportRunRow } from './tables.ts';

const MOST_FILES = 2000;
const MOST_BYTES = 4 * 1024 ** 3;
const DEEPEST = 4;

/* Archives name the files that hang on messages by their path beside the archive's own files. */
const filePath = z
  .string()
  .min(1)
  .max(400)
  .transform((path) => path.split('/').map((name) => name.replace(/[\p{Cc}\\:*?"<>|]/gu, '_').trim()))
  .refine(
    (names) => names.length <= DEEPEST && names.every((name) => /^(?!\.)./u.test(name) && name.length <= 200),
    {
      error: 'not a usable file name',
    },
  );

export const addArchiveFile = verb({
  name: 'transfer.add-archive-file',
  does: 'As a host, uploads one file of an archive for a later import. The first one begins it.',
  input: z.object({
    communityId: id,
    importId: id.describe('Made by the sender; the same for all files of the archive.'),
    source,
    name: filePath.describe('Its name, with the folders above it where other files name it so.'),
    content: z.instanceof(Uint8Array),
  }),
  output: importRunView,
  upload: true,
  limit: { times: 4000, seconds: 3600 },
  load: (context, { communityId }) => loadMembership(context, communityId),
  may: mayImport,
  async alone(context, { communityId, importId, source: kind, name, content }) {
    const { dataDir } = context.services.config;
    const run = await openRun(context, { communityId, importId, kind });
    const folder = runFolder(dataDir, run);
    await refuseTooMuch(folder, content.length);
    await put(join(folder, ...name), content);
    return (await runViews(context.db, dataDir, [run]))[0]!;
  },
});

async function openRun(
  { store, me, now }: Alone,
  { communityId, importId, kind }: { communityId: string; importId: string; kind: string },
): Promise<ImportRunRow> {
  const row = { community_id: communityId, id: importId, source: kind, started_by: me, started_at: now };
  await store.write((db) =>
    db
      .insertInto('import_run')
      .values({ ...row, state: 'gathering', progress: null, report: null, finished_at: null })
      .onConflict((clash) => clash.doNothing())
      .execute(),
  );
  const run = (await findRun(store.read, communityId, importId))!;
  if (run.state !== 'gathering' || run.source !== kind) {
    throw conflict('import-began', 'This import has begun already. Start another one.');
  }
  return run;
}

async function refuseTooMuch(folder: string, more: number): Promise<void> {
  const files = await filesOf(folder);
  const bytes = files.reduce((sum, file) => sum + file.size, more);
  if (files.length >= MOST_FILES || bytes > MOST_BYTES) {
    throw invalid(
      'content',
      'archive-too-large',
      'An archive this large is brought in on the command line: kith import.',
    );
  }
}

/** A file is there whole or not at all. */
async function put(path: string, content: Uint8Array): Promise<void> {
  const draft = `${path}.${newId()}.part`;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(draft, content, { flush: true });
  await rename(draft, path);
}
