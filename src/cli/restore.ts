import { resolve } from 'node:path';
import type { Checked, Restored } from '../domains/transfer/index.ts';
import type { Command } from './command.ts';
import { exitCode, Wrong } from './command.ts';
import { sayDifferences, sayFiles, sayRows } from './copying/told.ts';
import { configured } from './in-house.ts';

export const command: Command = {
  name: 'restore',
  does: 'Brings a backup into an empty place, with SQLite or PostgreSQL, and compares what is there then with it.',
  usage: [
    'restore FILE  into DATA_DIR, and into the database of DATABASE_URL where that is set',
    'restore --check FILE  reads all of it and checks every checksum, and changes nothing',
  ],
  options: { check: { type: 'boolean', does: 'only say whether the backup is whole' } },
  finishesUp: true,
  async run(asked) {
    if (asked.words.length !== 1) throw new Wrong('say which file. See `kith restore --help`.');
    const config = await configured({ LOG: 'warn', ...process.env });
    const file = resolve(asked.words[0]!);
    const { checkBackup, restoreBackup } = await import('../domains/transfer/index.ts');
    const { openFiles } = await import('../platform/files/index.ts');
    const { stepsBar } = await import('./copying/bar.ts');
    const bar = stepsBar(asked);
    const told = { watch: bar.show, interrupted: () => asked.interrupted.aborted };
    const files = openFiles(config);
    const done = await (
      asked.options['check'] ? checkBackup(file, told) : restoreBackup(file, config, files, told)
    ).finally(bar.stop);
    for (const line of lines(done)) asked.say(line);
    asked.answer(done);
    if (!done) return exitCode.interrupted;
    return differencesOf(done)?.length ? exitCode.refused : exitCode.done;
  },
};

function lines(done: Checked | Restored | null): string[] {
  if (!done) return ['Interrupted. The same call goes on from here.'];
  const holds = `${sayRows(done.tables)} rows and ${sayFiles(done.files.count)}, as of ${done.madeAt}`;
  const differences = differencesOf(done);
  if (!differences) return [`It is whole: ${holds}.`];
  if (differences.length === 0) return [`Restored: ${holds}.`, 'Start Kith, and it is as it was then.'];
  return [
    'Not restored: what is there now is not what the backup holds.',
    ...sayDifferences(differences),
    'Nothing opens here. Empty the place, and try again.',
  ];
}

const differencesOf = (done: Checked | Restored) => (done as Partial<Restored>).differences;
