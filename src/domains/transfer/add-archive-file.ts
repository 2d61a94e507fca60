import { join } from 'node:path';
import { z } from 'zod';
import { verb } from '../../platform/act.ts';
import type { Alone } from '../../platform/act.ts';
import { conflict } from '../../platform/errors.ts';
import { id } from '../../platform/ids.ts';
import { loadMembership } from '../communities/index.ts';
import { mayImport } from './access.ts';
import { makePlace, putPart, refuseTooMuch } from './archive-upload.ts';
import { findRun, refuseElsewhere, runFolder, runsFolder, runViews } from './import-runs.ts';
import { importRunView, source } from './import-run.ts';
import type { ImportRunRow } from './tables.ts';

const DEEPEST = 4;
/* A folder's name ends at 255 bytes; what belongs to Kith in it needs a few. */
const LONGEST_NAME = 240;

const isName = (name: string) => /^(?!\.)./u.test(name) && Buffer.byteLength(name) <= LONGEST_NAME;

/* Archives name the files that hang on messages by their path beside the archive's own files. */
const filePath = z
  .string()
  .min(1)
  .max(400)
  .transform((path) => path.split('/').map((name) => name.replace(/[\p{Cc}\\:*?"<>|]/gu, '_').trim()))
  .refine((names) => names.length <= DEEPEST && names.every(isName), {
    error: 'not a usable file name',
  });

export const addArchiveFile = verb({
  name: 'transfer.add-archive-file',
  does:
    'As a host, uploads one file of an archive for a later import. The first one begins it. ' +
    'A large file is sent in parts, one after the other.',
  input: z
    .object({
      communityId: id,
      importId: id.describe('Made by the sender; the same for all files of the archive.'),
      source,
      name: filePath.describe('Its name, with the folders above it where other files name it so.'),
      from: z.coerce
        .number()
        .int()
        .min(0)
        .default(0)
        .describe('Where this part begins in the file, in bytes.'),
      size: z.coerce
        .number()
        .int()
        .min(0)
        .optional()
        .describe('Bytes of the whole file, where this is a part of it.'),
      content: z.instanceof(Uint8Array),
    })
    .refine(({ from, size, content }) => size === undefined || from + content.length <= size, {
      path: ['size'],
      error: 'smaller than what was sent',
    }),
  output: importRunView,
  upload: true,
  limit: { times: 12_000, seconds: 3600 },
  load: (context, { communityId }) => loadMembership(context, communityId),
  may: mayImport,
  async alone(context, { communityId, importId, source: kind, name, from, size, content }) {
    const { dataDir, archiveBytes } = context.services.config;
    const before = await findRun(context.store.read, communityId, importId);
    if (before?.state === 'gathering') refuseElsewhere(dataDir, before);
    const folder = runFolder(dataDir, { community_id: communityId, id: importId });
    makePlace(folder);
    const run = await openRun(context, { communityId, importId, kind });
    const path = join(folder, ...name);
    const part = { from, size: size ?? from + content.length, content };
    await refuseTooMuch(runsFolder(dataDir, communityId), path, part.size, archiveBytes);
    await putPart(path, part);
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
