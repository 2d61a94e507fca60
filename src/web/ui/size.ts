import * as m from '#web/words/messages.js';

/** A size in bytes as people say it. */
export function saySize(bytes: number): string {
  if (bytes < 1000) return m.time_size_bytes({ n: bytes });
  if (bytes < 999_500) return m.time_size_kb({ n: Math.round(bytes / 1000) });
  return m.time_size_mb({ n: Math.round(bytes / 100_000) / 10 });
}
