import { createReadStream } from 'node:fs';
import { readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { asAilingDisk } from '../ailing.ts';
import { makeFolder } from '../folders.ts';
import { newId } from '../ids.ts';
import { HALF_WRITTEN, safeKey, whenRead } from './store.ts';
import type { FileStore } from './store.ts';

/** A file store in a local folder. */
export function openFileStore(folder: string): FileStore {
  const path = (key: string) => join(folder, safeKey(key));
  return {
    place: folder,
    here: true,
    async put(key, content) {
      const target = path(key);
      const draft = `${target}-${newId()}${HALF_WRITTEN}`;
      try {
        makeFolder(dirname(target));
        await writeFile(draft, content, { flush: true });
        await rename(draft, target);
      } catch (error) {
        await rm(draft, { force: true }).catch(() => undefined); // What is left of it is swept.
        throw asAilingDisk(error);
      }
    },
    size: (key) =>
      stat(path(key)).then(
        (found) => found.size,
        () => null,
      ),
    open(key, range) {
      const target = path(key);
      return whenRead(() => Readable.toWeb(createReadStream(target, range)) as ReadableStream<Uint8Array>);
    },
    remove: (key) => rm(path(key), { force: true }),
    list: (below) => walk(folder, below),
  };
}

async function* walk(root: string, below: string): AsyncIterable<{ key: string; changedAt: number }> {
  const entries = await readdir(join(root, below), { withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    const key = below ? `${below}/${entry.name}` : entry.name;
    if (entry.isDirectory()) yield* walk(root, key);
    else yield { key, changedAt: (await stat(join(root, key))).mtimeMs };
  }
}
