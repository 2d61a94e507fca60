import { createHash, hash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { once } from 'node:events';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import tar from 'tar-stream';
import { SUMS } from './archive-format.ts';

export type ArchiveWriter = ReturnType<typeof writeArchive>;

/** Writes a gzipped tar, an entry after another. Their checksums lie in a file of their own until the end. */
export function writeArchive(path: string, sumsPath: string) {
  const pack = tar.pack();
  const out = createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true });
  const written = pipeline(pack, createGzip(), out);
  const failed = written.then(() => new Promise<never>(() => undefined));
  failed.catch(() => undefined); // Whoever writes next hears of it.
  const sums = createWriteStream(sumsPath, { flags: 'wx', mode: 0o600 });
  const broken = once(sums, 'error').then(([error]) => Promise.reject(error as Error));
  broken.catch(() => undefined);
  // Of an archive whose disk is full the packing itself knows only that it was ended; why, the writing says.
  const why = async (error: unknown): Promise<never> => {
    if (pack.destroying) await written;
    throw error;
  };
  const orFails = <T>(work: Promise<T>): Promise<T> => Promise.race([work.catch(why), failed, broken]);

  async function note(name: string, sha256: string): Promise<void> {
    if (!sums.write(`${sha256}  ${name}\n`)) await orFails(once(sums, 'drain'));
  }

  const buffer = (name: string, content: Buffer) =>
    orFails(
      new Promise<void>((done, fail) => {
        pack.entry({ name, mode: 0o600 }, content, (error) => (error ? fail(error) : done()));
      }),
    );

  async function stream(name: string, size: number, content: AsyncIterable<Uint8Array>): Promise<string> {
    const digest = createHash('sha256');
    let entry: ReturnType<typeof pack.entry> | undefined;
    const ended = new Promise<void>((done, fail) => {
      entry = pack.entry({ name, size, mode: 0o600 }, (error) => (error ? fail(error) : done()));
    });
    ended.catch(() => undefined);
    if (!entry) throw await orFails(ended).catch((error: unknown) => error);
    for await (const chunk of content) {
      digest.update(chunk);
      if (!entry.write(chunk)) await orFails(Promise.race([once(entry, 'drain'), ended]));
    }
    entry.end(null);
    await orFails(ended);
    return digest.digest('hex');
  }

  return {
    async add(name: string, content: Buffer): Promise<void> {
      await buffer(name, content);
      await note(name, hash('sha256', content));
    },
    /** An entry of a size that is known before; it is an error when other than this comes. */
    async addStream(name: string, size: number, content: AsyncIterable<Uint8Array>): Promise<void> {
      await note(name, await stream(name, size, content));
    },
    /** Adds the checksums, and then the last entry, which is told what they come to. */
    async finish(name: string, last: (sums: string) => string): Promise<void> {
      sums.end();
      await orFails(once(sums, 'close'));
      const all = await stream(SUMS, (await stat(sumsPath)).size, createReadStream(sumsPath));
      await buffer(name, Buffer.from(last(all)));
      pack.finalize();
      await written;
    },
    /** Ends a half archive; its file is for whoever called to remove. */
    async giveUp(): Promise<void> {
      sums.destroy();
      pack.destroy();
      await written.catch(() => undefined);
    },
  };
}

/** What was renamed in a folder is there also after a power cut. */
export async function settleFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}
