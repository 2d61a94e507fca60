import { readFile } from 'node:fs/promises';

/** The memory of a process that is in use, in MiB, as Linux tells it. */
export async function residentMiB(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)![1]) / 1024;
}
