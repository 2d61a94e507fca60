import { spawn } from 'node:child_process';
import { accessSync, constants, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/** The machine's own nats-server; null where there is none. Debian puts it where only root looks by itself. */
export function natsServer(): string | null {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
  return folders.map((folder) => join(folder, 'nats-server')).find(mayRun) ?? null;
}

/** Starts a NATS server on a free port of the loopback or on a port that it had before, with what else it is told. */
export async function startNats(
  program: string,
  port = '-1',
  more: string[] = [],
): Promise<{ url: string; stop: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'kith-nats-'));
  const own = [program, '-a', '127.0.0.1', '-p', port, '--ports_file_dir', folder, ...more];
  const child = spawn('/bin/sh', ['-c', keep, 'keep-nats', ...own], { stdio: ['pipe', 'ignore', 'ignore'] });
  const ended = new Promise((done) => child.once('exit', done));
  const stop = async () => {
    child.stdin.end();
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  for (;;) {
    const [url] = portsIn(folder);
    if (url) return { url, stop };
    if (child.exitCode !== null) throw new Error(`nats-server ended with ${child.exitCode}`);
    await new Promise((soon) => setTimeout(soon, 20));
  }
}

/** The keeper reads its standard input: when the tests' process ends, however it ends, the pipe closes and the server goes. */
const keep = `"$@" </dev/null & server=$!; read -r end; kill -9 $server; wait $server`;

function portsIn(folder: string): string[] {
  const [file] = readdirSync(folder).filter((name) => name.endsWith('.ports'));
  if (!file) return [];
  try {
    return (JSON.parse(readFileSync(join(folder, file), 'utf8')) as { nats: string[] }).nats;
  } catch {
    return []; // It is still being written.
  }
}

function mayRun(program: string): boolean {
  try {
    accessSync(program, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
