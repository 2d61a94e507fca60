import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { S3Place } from '../src/platform/files/index.ts';

const SERVER = join(import.meta.dirname, 'bucket-server.ts');

/** A real store, which checks signatures, with one bucket; what opens a folder in it, and how to end it. */
export async function startBucket(): Promise<{ place: S3Place; stop: () => Promise<void> }> {
  const directory = await mkdtemp(join(tmpdir(), 'kith-bucket-'));
  const child = spawn(process.execPath, ['--openssl-legacy-provider', SERVER, directory], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const [port] = (await Promise.race([once(child.stdout, 'data'), ended.then(() => ['ended'])])) as [unknown];
  return {
    place: {
      url: `http://127.0.0.1:${String(port).trim()}/kith-files/green-street`,
      region: 'eu-central-1',
      key: 'S3RVER',
      secret: 'S3RVER',
    },
    stop: async () => {
      child.kill('SIGKILL');
      await ended;
      await rm(directory, { recursive: true, force: true });
    },
  };
}
