import type { Store } from '../../platform/db/index.ts';
import type { FileStore } from '../../platform/files/index.ts';

/** Counts attachments, those whose file is not in the store, and stored files that belong to none. Changes nothing. */
export async function checkFiles(
  store: Store,
  files: FileStore,
): Promise<{ attachments: number; missing: number; orphans: number }> {
  const rows = await store.read.selectFrom('attachment').select(['stored', 'preview']).distinct().execute();
  const wanted = new Set(rows.flatMap(keysOf));
  let orphans = 0;
  for await (const { key } of files.list('messages')) if (!wanted.delete(key)) orphans++;
  return { attachments: rows.length, missing: wanted.size, orphans };
}

const keysOf = ({ stored, preview }: { stored: string; preview: number }) =>
  preview ? [`${stored}/whole`, `${stored}/small`] : [`${stored}/whole`];
