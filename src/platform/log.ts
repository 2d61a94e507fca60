const LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;
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
