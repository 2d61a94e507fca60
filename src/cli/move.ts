import type { Difference, Moved } from '../domains/transfer/index.ts';
import type { Asked, Command } from './command.ts';
import { exitCode, Wrong } from './command.ts';
import { sayDifferences, sayRows } from './copying/told.ts';
import { configured } from './in-house.ts';

export const command: Command = {
  name: 'move',
  does: 'Moves the installation into another database, compares every table, and leaves the old one as it is.',
  usage: [
    'move --to postgres://user@host/database  into an empty PostgreSQL database; PGPASSWORD may hold the password',
    'move --to sqlite  back into the SQLite inside DATA_DIR; DATABASE_URL says from where',
  ],
  options: {
    to: { type: 'string', takes: 'WHERE', does: 'the address of a PostgreSQL database, or `sqlite`' },
  },
  finishesUp: true,
  async run(asked) {
    const config = await configured({ LOG: 'warn', ...process.env });
    const to = { dataDir: config.dataDir, databaseUrl: wanted(asked) };
    const { moveHouse } = await import('../domains/transfer/index.ts');
    const { stepsBar } = await import('./copying/bar.ts');
    const bar = stepsBar(asked);
    const told = { watch: bar.show, interrupted: () => asked.interrupted.aborted };
    const moved = await moveHouse(config, to, told).finally(bar.stop);
    const { openFiles } = await import('../platform/files/index.ts');
    const { place } = openFiles(config);
    for (const line of lines(moved, place, to.databaseUrl)) asked.say(line);
    asked.answer(moved);
    if (!moved.complete) return exitCode.interrupted;
    return moved.differences.length ? exitCode.refused : exitCode.done;
  },
};

function wanted({ words, options }: Asked): string | null {
  const to = options['to'];
  if (words.length || typeof to !== 'string') throw new Wrong('say where by --to. See `kith move --help`.');
  if (to === 'sqlite') return null;
  if (URL.canParse(to) && /^postgres(ql)?:$/.test(new URL(to).protocol)) return to;
  throw new Wrong('--to takes postgres://user:password@host/database, or sqlite.');
}

function lines({ complete, tables, differences }: Moved, files: string, url: string | null): string[] {
  if (!complete) return ['Interrupted. The same call goes on from here.'];
  if (differences.length) return failed(differences);
  return [
    `Moved: ${sayRows(tables)} rows of ${Object.keys(tables).length} tables, each the same on both sides.`,
    '',
    url
      ? '  Set DATABASE_URL to the new address, then start Kith.'
      : '  Unset DATABASE_URL, then start Kith.',
    `  Uploaded files stay where they are, in ${files}.`,
    '  The old database is as it was; remove it once you trust the new one.',
  ];
}

const failed = (differences: Difference[]) => [
  'Not moved: the two sides differ.',
  ...sayDifferences(differences),
  'The new database does not open. Empty it, and move again; the old one is as it was.',
];
