export const LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof LEVELS)[number];

/** Writes one JSON line an entry to standard error. What people wrote and where they are never belongs in it. */
export function logger(from: LogLevel) {
  const write =
    (level: LogLevel) =>
    (message: string, more: Record<string, unknown> = {}) => {
      if (LEVELS.indexOf(level) < LEVELS.indexOf(from)) return;
      process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), level, message, ...more })}\n`);
    };
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
}

export type Log = ReturnType<typeof logger>;

/** What may be logged of an error: its kind, its code and where it arose. Its message may hold what people wrote. */
export function traceOf(error: unknown): { error: string; code?: string; at: string[] } {
  if (!(error instanceof Error)) return { error: typeof error, at: [] };
  const { code, errcode, constraint } = error as { code?: unknown; errcode?: unknown; constraint?: unknown };
  const codes = [code, errcode, constraint].filter(
    (one) => typeof one === 'string' || typeof one === 'number',
  );
  return { error: error.name, ...(codes.length ? { code: codes.join(' ') } : {}), at: placesOf(error) };
}

/** The lines of a stack, which follows on the message. */
function placesOf({ stack = '', message }: Error): string[] {
  const lines = stack.slice(Math.max(0, stack.indexOf(message)) + message.length).split('\n');
  return lines.filter((line) => /^\s+at /.test(line)).map((line) => line.trim());
}
