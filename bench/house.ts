import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { residentMiB } from '../tests/resident.ts';

const KITH = fileURLToPath(new URL('../bin/kith', import.meta.url));

export interface House {
  origin: string;
  /** Milliseconds from the start of the process to the answer to the first page. */
  startMs: number;
  /** Resident memory in MiB. */
  memory(): Promise<number>;
  stop(): Promise<void>;
}

/** Starts a production server on a free loopback port, and waits for its first page. */
export async function openHouse(dataDir: string, env: Record<string, string> = {}): Promise<House> {
  const began = performance.now();
  const child = spawn(KITH, ['start'], {
    env: {
      ...process.env,
      PORT: '0',
      HOST: '127.0.0.1',
      DATA_DIR: dataDir,
      LIMITS: 'off',
      LOG: 'error',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const said = await untilOpen(child.stdout!);
  const origin = /open at (\S+)/.exec(said)![1]!.replace('localhost', '127.0.0.1');
  await (await fetch(`${origin}/`)).text();
  return {
    origin,
    startMs: performance.now() - began,
    memory: () => residentMiB(child.pid!),
    async stop() {
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
    },
  };
}

async function untilOpen(output: NodeJS.ReadableStream): Promise<string> {
  let said = '';
  for await (const chunk of output) {
    said += String(chunk);
    if (said.includes('open at')) return said;
  }
  throw new Error(`the house did not open: ${said}`);
}
