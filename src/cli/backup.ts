import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Backup } from '../domains/transfer/index.ts';
import type { Command } from './command.ts';
import { exitCode, Wrong } from './command.ts';
import { megabytes, sayFiles, sayRows } from './copying/told.ts';
import { configured } from './in-house.ts';
import { conflict } from '../platform/errors.ts';

export const command: Command = {
  name: 'backup',
  does: 'Writes all of the installation, with its uploaded files, into one archive; Kith may run meanwhile.',
  usage: [
    'backup  into a new file in the current folder',
    'backup FILE  into this file, which must not be there yet',
  ],
  finishesUp: true,
  async run(asked) {
    if (asked.words.length > 1) throw new Wrong('"backup" takes one file. See `kith backup --help`.');
    const config = await configured({ LOG: 'warn', ...process.env });
    const { makeBackup, nameOfBackup } = await import('../domains/transfer/index.ts');
    const { openFiles } = await import('../platform/files/index.ts');
    const { stepsBar } = await import('./copying/bar.ts');
    const file = resolve(asked.words[0] ?? nameOfBackup(Date.now()));
    if (!existsSync(dirname(file))) throw noFolder(dirname(file));
    const bar = stepsBar(asked);
    const told = { watch: bar.show, interrupted: () => asked.interrupted.aborted, clock: Date.now };
    const files = openFiles(config);
    const backup = await makeBackup(config, files, file, told).finally(bar.stop);
    for (const line of lines(backup)) asked.say(line);
    asked.answer(backup);
    return backup ? exitCode.done : exitCode.interrupted;
  },
};

/** It is not made: where a disk is not mounted, the copy would lie beside what it is a copy of. */
const noFolder = (folder: string) =>
  conflict('no-folder', `There is no folder ${folder}. Is its disk mounted? Else make it first.`);

function lines(backup: Backup | null): string[] {
  if (!backup) return ['Interrupted. Nothing was written.'];
  return [
    `${backup.file} is there: ${sayRows(backup.tables)} rows and ${sayFiles(backup.files.count)} in ${megabytes(backup.bytes)}.`,
    'It holds all that is private here, and no password opens it: keep it where nobody else reads it.',
  ];
}
