import type { Config } from '../platform/config.ts';
import type { FileStore } from '../platform/files/index.ts';
import type { Asked, Command } from './command.ts';
import { exitCode, Wrong } from './command.ts';
import { configured } from './in-house.ts';

export const command: Command = {
  name: 'files',
  does: 'Copies the files of people from the data folder into the bucket that FILES_URL names, or back. Files that are there stay.',
  usage: [
    'files to-bucket  before Kith starts with FILES_URL for the first time, and once more after',
    'files to-folder  before it starts without',
  ],
  finishesUp: true,
  async run(asked) {
    const [way, ...more] = asked.words;
    if ((way !== 'to-bucket' && way !== 'to-folder') || more.length) {
      throw new Wrong('say "to-bucket" or "to-folder".');
    }
    const { folder, bucket } = await places(await configured(process.env));
    const [from, to] = way === 'to-bucket' ? [folder, bucket] : [bucket, folder];
    const { copied, already, bytes } = await copyAll(from, to, asked);
    const interrupted = asked.interrupted.aborted;
    asked.say(`${copied} copied (${Math.ceil(bytes / 1024 ** 2)} MB) to ${to.place}, ${already} were there`);
    if (interrupted) asked.say('Interrupted. The same command goes on where it stopped.');
    asked.answer({ from: from.place, to: to.place, copied, already, bytes, complete: !interrupted });
    return interrupted ? exitCode.interrupted : exitCode.done;
  },
};

async function places(config: Config): Promise<{ folder: FileStore; bucket: FileStore }> {
  if (!config.bucket)
    throw new Wrong('FILES_URL, FILES_KEY and FILES_SECRET say which bucket is meant. Set them.');
  const { openFiles, openFilesInFolder } = await import('../platform/files/index.ts');
  return { folder: openFilesInFolder(config), bucket: openFiles(config) };
}

/** A file never changes under its key, so one of the same size is the same, and a copy can be gone on with. */
async function copyAll(from: FileStore, to: FileStore, asked: Asked) {
  const { buffer } = await import('node:stream/consumers');
  const { filesBar } = await import('./files/bar.ts');
  const told = { copied: 0, already: 0, bytes: 0 };
  const keys = await keysIn(from);
  const bar = filesBar(keys.length, asked);
  try {
    for (const key of keys) {
      if (asked.interrupted.aborted) break;
      const size = await from.size(key);
      if (size === null) continue; // Removed meanwhile.
      if ((await to.size(key)) === size) told.already++;
      else {
        await to.put(key, await buffer(from.open(key)));
        told.copied++;
        told.bytes += size;
      }
      bar.show(told.copied + told.already);
    }
  } finally {
    bar.stop();
  }
  return told;
}

async function keysIn(files: FileStore): Promise<string[]> {
  const { HALF_WRITTEN } = await import('../platform/files/index.ts');
  const keys = await Array.fromAsync(files.list(''), ({ key }) => key);
  return keys.filter((key) => !key.endsWith(HALF_WRITTEN));
}
