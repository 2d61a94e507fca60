import type { IncomingMessage, Server } from 'node:http';
import { fileURLToPath } from 'node:url';
import { createApp } from './app.ts';
import { readConfig } from './platform/config.ts';
import type { Config } from './platform/config.ts';
import { holdServing } from './platform/db/index.ts';
import type { Hold } from './platform/db/index.ts';
import { addressOfIncoming } from './platform/http/web.ts';
import { traceOf } from './platform/log.ts';
import type { Log } from './platform/log.ts';
import { restWhenIdle, thisProcess } from './platform/rest.ts';
import { isWrongHost, whyUnopened } from './platform/unopened.ts';
import { serve } from './server.ts';
import type { Pages } from './server.ts';
import { loadPages } from './web/serve.ts';

const FAILED = 1;
const WRONG_CONFIGURATION = 2;
const FORM_BYTES = 1024 * 1024;
const CLOSE_WITHIN_MS = 9000;
const BUILD = fileURLToPath(new URL('../build', import.meta.url));

export interface Opened {
  origin: string;
  /** The one-time link for the first person; null once somebody has come in. */
  foundingLink: string | null;
}

interface Story {
  pages?: (config: Config, server: Server) => Promise<Pages>;
  opened?: (opened: Opened) => void;
}

/** Opens the house, says where, and keeps it open until a signal closes it. Answers the exit code. */
export async function keepOpen({ pages = builtPages, opened = announce }: Story = {}): Promise<number> {
  const config = settings();
  if (!config) return WRONG_CONFIGURATION;
  const refuse = (error: unknown) => sayNotOpened(config, error);
  const serving = await beTheOne(config).catch(refuse);
  if (typeof serving === 'number') return serving;
  const app = await createApp(config).catch(refuse);
  if (typeof app === 'number') return app;
  const served = await serve(app, (server) => pages(config, server)).catch(refuse);
  if (typeof served === 'number') {
    await app.close();
    return served;
  }
  endOnFault(app.log);
  const toClose = signalToClose(); // Whoever is told that it is open may close it at once.
  opened({ origin: served.origin, foundingLink: await app.foundingLink(served.origin) });
  const stopResting = restWhenIdle(thisProcess(app.rest));
  const backups = app.keepBackups();
  await toClose;
  stopResting();
  await closeInTime(async () => {
    await backups.close();
    await served.close();
    await serving.letGo();
  }, app.log);
  return 0;
}

/** A SQLite file has one server; on PostgreSQL there are as many as one likes. */
async function beTheOne({ databaseUrl, dataDir }: Config): Promise<Hold> {
  return databaseUrl ? { letGo: () => Promise.resolve() } : holdServing(dataDir);
}

/** The pages as `vite build` made them. */
function builtPages({ origin, uploadBytes, trustProxy }: Config): Promise<Pages> {
  const addressOf = (request: IncomingMessage) => addressOfIncoming(request, trustProxy);
  return loadPages({ build: BUILD, origin, bodyLimit: uploadBytes + FORM_BYTES, addressOf });
}

function settings(): Config | null {
  try {
    return readConfig(process.env);
  } catch (error) {
    process.stderr.write(`kith: ${(error as Error).message}\n`);
    return null;
  }
}

function announce({ origin, foundingLink }: Opened): void {
  process.stdout.write(`Kith is open at ${origin}\n`);
  if (foundingLink) process.stdout.write(`Found the first community here, once: ${foundingLink}\n`);
}

/** Answers the exit code. */
function sayNotOpened(config: Config, error: unknown): number {
  process.stderr.write(`kith: ${whyUnopened(config, error)}\n`);
  return isWrongHost(error) ? WRONG_CONFIGURATION : FAILED;
}

/** Closes, and ends the process where something holds that up for too long. */
async function closeInTime(close: () => Promise<void>, log: Log): Promise<void> {
  log.info('closing');
  const tooLong = setTimeout(() => {
    log.error('something did not end in time, and is cut off');
    log.lastWordsNow();
    process.exit(FAILED);
  }, CLOSE_WITHIN_MS);
  await close();
  clearTimeout(tooLong);
  log.info('closed');
  await log.lastWords();
}

/** What nobody caught may have left anything half done: the process ends, so that a fresh one takes its place. */
function endOnFault(log: Log): void {
  for (const kind of ['uncaughtException', 'unhandledRejection']) {
    process.on(kind, (error: unknown) => {
      log.error('a fault that nobody caught ends the process', { kind, ...traceOf(error) });
      log.lastWordsNow();
      process.exit(FAILED);
    });
  }
}

/** Resolves at the first signal to close; a second one ends the process at once. */
function signalToClose(): Promise<void> {
  return new Promise((close) => {
    let closing = false;
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.on(signal, () => {
        if (closing) process.exit(FAILED);
        closing = true;
        close();
      });
    }
  });
}

if (import.meta.main) process.exit(await keepOpen());
