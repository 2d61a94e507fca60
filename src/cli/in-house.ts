import type { App } from '../app.ts';
import type { Config } from '../platform/config.ts';
import { isKithError, KithError } from '../platform/errors.ts';
import { whyUnopened } from '../platform/unopened.ts';
import { Wrong } from './command.ts';

/** Opens the house as it is set up, lets `work` act in it, and closes it again, whether a server runs beside or not. */
export async function inHouse<T>(
  work: (app: App, config: Config) => Promise<T>,
  { settings = {}, clock }: { settings?: Partial<Config>; clock?: () => number } = {},
): Promise<T> {
  const config = { ...(await configured({ LOG: 'warn', ...process.env })), ...settings };
  const { createApp } = await import('../app.ts');
  const app = await createApp(config, { clock }).catch((error: unknown) => {
    throw unopened(config, error);
  });
  try {
    return await work(app, config);
  } finally {
    await app.settled();
    await app.close();
  }
}

/** What the system or the database says against opening, in a sentence; a fault of our own stays as it is. */
function unopened(config: Config, error: unknown): unknown {
  const { errno, errcode } = error as { errno?: number; errcode?: number };
  if (isKithError(error) || (errcode ?? errno) === undefined) return error;
  return new KithError('unavailable', 'not-opened', whyUnopened(config, error));
}

/** The configuration; a setting that is not usable is wrong usage. */
export async function configured(env: Record<string, string | undefined>): Promise<Config> {
  const { readConfig } = await import('../platform/config.ts');
  try {
    return readConfig(env);
  } catch (error) {
    throw new Wrong((error as Error).message);
  }
}
