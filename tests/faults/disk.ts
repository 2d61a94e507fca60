import { execFileSync } from 'node:child_process';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

const PART = Buffer.alloc(64 * 1024, 'ballast');

/** Whether this account may mount a disk of its own: root on Linux, where the machine allows it. */
export const mayMount = (() => {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', '/mnt'], { stdio: 'ignore' });
    execFileSync('umount', ['/mnt'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

/** Whether the limits of a running process can be changed here, as on any usual Linux. */
export const mayLimit = answers('prlimit', '--version');

/** A disk of so many MB, as a folder that is gone after the test; others may enter it where it is not for this account alone. */
export async function smallDisk(megabytes: number, mode = '700'): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kith-disk-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=${mode}`, 'tmpfs', folder]);
  onTestFinished(async () => {
    execFileSync('umount', ['--lazy', folder]);
    await rm(folder, { recursive: true, force: true });
  });
  return folder;
}

/** Takes all the room that is left; resolves with the way to give it back. */
export async function fill(folder: string): Promise<() => Promise<void>> {
  const path = join(folder, 'ballast');
  const file = await open(path, 'w');
  try {
    for (;;) await file.write(PART);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  } finally {
    await file.close();
  }
  return () => rm(path);
}

/** From now on this disk can only be read. Nothing on it may be open for writing. */
export function makeReadOnly(folder: string): void {
  execFileSync('mount', ['-o', 'remount,ro', folder]);
}

/** Lets a running process write nothing any more; returns the way back. */
export function stopWriting(pid: number): () => void {
  const limit = (size: string) => execFileSync('prlimit', ['--pid', String(pid), `--fsize=${size}`]);
  limit('0:');
  return () => limit('unlimited:');
}

function answers(program: string, ...args: string[]): boolean {
  try {
    execFileSync(program, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
