/** Settings for a process of Kith that a test starts, so that what it asks of PostgreSQL is written down as well. */
export function overheard(): Record<string, string> {
  const folder = process.env['KITH_STATEMENTS'];
  if (!folder) return {};
  return { KITH_STATEMENTS: folder, NODE_OPTIONS: `--import=${new URL('listen.ts', import.meta.url).href}` };
}
