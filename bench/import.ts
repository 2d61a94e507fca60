import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { createApp } from '../src/app.ts';
import type { Report } from '../src/domains/transfer/index.ts';
import { found, meet } from '../tests/people.ts';
import { settings } from './crowd.ts';
import type { Place } from './crowd.ts';
import { newDatabase } from './postgres.ts';

const root = join(import.meta.dirname, '..');
const messages = Number(process.argv[2] ?? 300_000);
const SAMPLED_EVERY_MS = 50;

/** Brings an invented archive of many messages into a new installation by `kith import`, and tells what it took. */
async function measure(): Promise<void> {
  console.log(`${cpus()[0]!.model}, ${cpus().length} cores, load ${loadavg()[0]!.toFixed(1)} before`);
  const folder = await mkdtemp(join(tmpdir(), 'kith-bench-import-'));
  const archive = join(folder, 'RC_2011-04.ndjson');
  await writeArchive(archive);
  const server = process.env.DATABASE_URL;
  const databaseUrl = server ? await newDatabase(server, 'import') : null;
  console.log(databaseUrl ? 'into PostgreSQL' : 'into SQLite');
  const place = { dataDir: join(folder, 'data'), databaseUrl };
  const slug = await prepare(place);
  const first = await bring(archive, slug, place);
  const second = await bring(archive, slug, place);
  tell(`${messages} messages, ${Math.round((await stat(archive)).size / 1e6)} MB`, first);
  tell('the same again', second);
  await rm(folder, { recursive: true, force: true });
}

interface Taken {
  report: Report;
  seconds: number;
  /** Of all its threads. */
  cpuSeconds: number;
  peakBytes: number;
}

function tell(what: string, { report, seconds, cpuSeconds, peakBytes }: Taken): void {
  const { here, already } = report.messages;
  const count = Math.max(here, already);
  console.log(what);
  console.log(`  ${here} came in, ${already} were there`);
  console.log(`  ${seconds.toFixed(1)} s, ${Math.round(count / seconds)} messages a second`);
  console.log(
    `  ${cpuSeconds.toFixed(1)} s of one core, ${Math.round(count / cpuSeconds)} messages a second`,
  );
  console.log(`  ${Math.round(peakBytes / 1e6)} MB at most`);
}

async function prepare({ dataDir, databaseUrl }: Place): Promise<string> {
  const app = await createApp({ ...settings(dataDir), databaseUrl });
  const { slug } = await found(app, await meet(app, 'Host'), 'Archive');
  await app.close();
  return slug;
}

async function bring(archive: string, slug: string, { dataDir, databaseUrl }: Place): Promise<Taken> {
  const began = performance.now();
  const child = spawn(join(root, 'bin/kith'), ['import', 'reddit', archive, '--into', slug, '--json'], {
    env: { ...process.env, DATA_DIR: dataDir, DATABASE_URL: databaseUrl ?? '', LOG: 'error' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let peakBytes = 0;
  let cpuSeconds = 0;
  const sample = async () => {
    const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '');
    const times = await readFile(`/proc/${child.pid}/stat`, 'utf8').catch(() => '');
    peakBytes = Math.max(peakBytes, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) * 1024);
    const [user = 0, system = 0] = times.split(') ')[1]?.split(' ').slice(11, 13).map(Number) ?? [];
    cpuSeconds = Math.max(cpuSeconds, (user + system) / 100);
  };
  const sampling = setInterval(() => void sample(), SAMPLED_EVERY_MS);
  const output = await child.stdout.setEncoding('utf8').toArray();
  clearInterval(sampling);
  const seconds = (performance.now() - began) / 1000;
  return { report: JSON.parse(output.join('')) as Report, seconds, cpuSeconds, peakBytes };
}

/** Comments of threads that live a while side by side, with bodies of 8 to 57 words. */
async function writeArchive(path: string): Promise<void> {
  const file = createWriteStream(path);
  const random = sequence();
  const last = new Map<number, string>();
  for (let index = 0; index < messages; index++) {
    const thread = Math.floor(index / 30) + Math.floor(random() * 200);
    const answers = random() < 0.6 ? last.get(thread) : undefined;
    last.set(thread, `t1_c${index.toString(36)}`);
    const comment = {
      ...{ id: `c${index.toString(36)}`, link_id: `t3_t${thread.toString(36)}`, subreddit: 'Archive' },
      ...{
        parent_id: answers ?? `t3_t${thread.toString(36)}`,
        author: `author_${Math.floor(random() * 5000)}`,
      },
      ...{
        body: words(random),
        created_utc: 1_302_346_200 + index,
        edited: false,
        score: 2,
        ups: 2,
        gilded: 0,
      },
      ...{ subreddit_id: 't5_aa1', controversiality: 0, retrieved_on: 1_473_820_870, distinguished: null },
    };
    if (!file.write(`${JSON.stringify(comment)}\n`)) await once(file, 'drain');
  }
  file.end();
  await finished(file);
}

function words(random: () => number): string {
  const count = 8 + Math.floor(random() * 50);
  const said = Array.from({ length: count }, () => WORDS[Math.floor(random() * WORDS.length)]!).join(' ');
  return random() < 0.3 ? `${said}${MARKED[Math.floor(random() * MARKED.length)]!}` : said;
}

/* In archives of real talk, about three in ten messages hold some markup. */
const MARKED = [
  '\n\n&gt; quoted **bold** [link](https://example.org/)',
  ' https://example.org/a/long/way?to=somewhere',
  '\n\n* one\n* two\n\nand *so* on',
  '.\r\n\r\nA second paragraph, with "quotes" &amp; an `aside`.',
];

/** The same numbers on every machine. */
function sequence(): () => number {
  let state = 12345;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const WORDS = Array.from(
  { length: 2000 },
  (_, index) => `${'bcdfghklmnprst'[index % 14]}${'aeiou'[index % 5]}${index.toString(36)}`,
);

await measure();
