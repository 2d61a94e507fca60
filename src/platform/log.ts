import { AsyncLocalStorage } from 'node:async_hooks';
import { pino } from 'pino';
import { standardError } from './standard-error.ts';
import type { Sink } from './standard-error.ts';

export const LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof LEVELS)[number];
export type Log = ReturnType<typeof logger>;

type Fields = Record<string, unknown>;

/**
 * Writes one JSON line an entry to standard error, without waiting for whoever reads it. What people wrote and where
 * they are never belongs in it. Lines that arise from a request carry its id.
 */
export function logger(from: LogLevel, sink: Sink = standardError()) {
  const requests = new AsyncLocalStorage<string>();
  const writer = pino(
    {
      level: from,
      base: null,
      messageKey: 'message',
      timestamp: () => `,"at":"${new Date().toISOString()}"`,
      formatters: { level: (level) => ({ level }) },
      mixin() {
        const requestId = requests.getStore();
        return requestId ? { requestId } : {};
      },
    },
    sink,
  );
  const write =
    (level: Exclude<LogLevel, 'silent'>) =>
    (message: string, more: Fields = {}) =>
      writer[level](more, message);
  return {
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    /** Whether lines of this level are written at all. */
    says: (level: LogLevel) => writer.isLevelEnabled(level),
    /** Does some work for a request; all that it logs, however much later, carries this id. */
    during: <T>(requestId: string, work: () => T): T => requests.run(requestId, work),
    /** The request that is being worked for; undefined outside of any. */
    requestId: () => requests.getStore(),
    /** Resolves once all lines are out, or after a second where nobody takes them. */
    lastWords: async () => sink.lastWords?.(),
    /** The same for a process that must not go on: nothing else happens meanwhile. */
    lastWordsNow: () => sink.lastWordsNow?.(),
  };
}

/** What may be logged of an error: its kind, its code and where it arose. Its message may hold what people wrote. */
export function traceOf(error: unknown): { error: string; code?: string; where: string[] } {
  if (!(error instanceof Error)) return { error: typeof error, where: [] };
  const { code, errcode, constraint } = error as { code?: unknown; errcode?: unknown; constraint?: unknown };
  const codes = [code, errcode, constraint].filter(
    (one) => typeof one === 'string' || typeof one === 'number',
  );
  return { error: error.name, ...(codes.length ? { code: codes.join(' ') } : {}), where: placesOf(error) };
}

/** The lines of a stack, which follows on the message. */
function placesOf({ stack = '', message }: Error): string[] {
  const lines = stack.slice(Math.max(0, stack.indexOf(message)) + message.length).split('\n');
  return lines.filter((line) => /^\s+at /.test(line)).map((line) => line.trim());
}
