import { createReadStream } from 'node:fs';
import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { asAilingDisk } from '../ailing.ts';
import { newId } from '../ids.ts';

export { fitPicture, isPicture } from './picture.ts';
export { serveFile } from './serve.ts';

/** Keeps files by a key of letters, digits, dashes and slashes; a file is there whole or not at all. */
export interface FileStore {
  put(key: string, content: Buffer): Promise<void>;
  /** Size in bytes, or null where there is no such file. */
  size(key: string): Promise<number | null>;
  /** The bytes from `start` to `end`, both included. */
  open(key: string, range?: { start: number; end: number }): ReadableStream<Uint8Array>;
  remove(key: string): Promise<void>;
  /** Every key below a folder with the time of its last change, for sweeping. */
  list(folder: string): AsyncIterable<{ key: string; changedAt: number }>;
}

const SAFE_KEY = /^[a-z0-9-]+(\/[a-z0-9-]+)*(\.[a-z0-9]+)?$/;

/** A file store in a local folder. */
export function openFileStore(folder: string): FileStore {
  const path = (key: string) => {
    if (!SAFE_KEY.test(key)) throw new Error(`unsafe file key ${key}`);
    return join(folder, key);
  };
  return {
    async put(key, content) {
      const target = path(key);
      const draft = `${target}-${newId()}.part`;
      try {
        await mkdir(dirname(target), { recursive: true });
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

/** Opens the file at the first read: an answer to HEAD is never read, and would keep the file open for ever. */
function whenRead(open: () => ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
  let reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  return new ReadableStream(
    {
      async pull(controller) {
        reader ??= open().getReader();
        const { done, value } = await reader.read();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      cancel: async (why) => reader?.cancel(why),
    },
    { highWaterMark: 0 },
  );
}

async function* walk(root: string, below: string): AsyncIterable<{ key: string; changedAt: number }> {
  const entries = await readdir(join(root, below), { withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    const key = `${below}/${entry.name}`;
    if (entry.isDirectory()) yield* walk(root, key);
    else yield { key, changedAt: (await stat(join(root, key))).mtimeMs };
  }
}
