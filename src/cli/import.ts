import { resolve } from 'node:path';
import type { Source } from '../domains/transfer/index.ts';
import type { Asked, Command } from './command.ts';
import { exitCode, Wrong } from './command.ts';
import { told } from './import/told.ts';
import { inHouse } from './in-house.ts';
import { invalid } from '../platform/errors.ts';

const AT_ONCE = 1500;
const called: Record<Source, string> = { reddit: 'Reddit', discord: 'Discord' };

export const command: Command = {
  name: 'import',
  does: 'Brings an archive in: what was said elsewhere, with its authors, times and answers. Bringing it again adds nothing.',
  usage: [
    'import reddit PATH… --into ADDRESS  Pushshift files or Reddit’s own listings; each submission becomes a thread',
    'import discord PATH… --into ADDRESS  files of DiscordChatExporter; each channel becomes a room or thread',
    'import reddit PATH… --each --host HANDLE  founds a community for each subreddit or server',
  ],
  options: {
    into: {
      type: 'string',
      takes: 'ADDRESS',
      does: 'the community that all goes into; founded where there is none',
    },
    each: { type: 'boolean', does: 'a community of its own for each subreddit or server' },
    host: { type: 'string', takes: 'HANDLE', does: 'who brings it, and runs what is founded for it' },
  },
  finishesUp: true,
  async run(asked) {
    const wanted = wantedFrom(asked);
    const { progressBar } = await import('./import/bar.ts');
    const { placesFor, whoBrings } = await import('./import/places.ts');
    const { importInWorker, stagingPathFor } = await import('../domains/transfer/index.ts');
    return inHouse(
      async (app, config) => {
        const by = await whoBrings(app, wanted);
        const stagingPath = stagingPathFor(
          config.dataDir,
          wanted.source,
          wanted.paths,
          wanted.into ?? 'each',
        );
        const bar = progressBar(asked);
        const report = await importInWorker({ ...wanted, stagingPath, by, atOnce: AT_ONCE }, config, {
          watch: bar.show,
          placesFor: (found) => placesFor(app, wanted, by, found),
          stop: asked.interrupted,
        }).finally(bar.stop);
        for (const line of told(report)) asked.say(line);
        asked.answer(report);
        if (report.complete && report.communities === 0 && report.skipped.count > 0)
          throw invalid('paths', 'no-archive', `Nothing of this is an archive of ${called[wanted.source]}.`);
        return report.complete ? exitCode.done : exitCode.interrupted;
      },
      { settings: { limits: false } },
    );
  },
};

/** What is to be brought where. */
export interface Wanted {
  source: Source;
  paths: string[];
  /** The address of one community for all; null for one each. */
  into: string | null;
  host: string | null;
}

function wantedFrom({ words, options }: Asked): Wanted {
  const [source, ...paths] = words;
  if (source !== 'reddit' && source !== 'discord')
    throw new Wrong('it brings archives of "reddit" or "discord".');
  if (paths.length === 0) throw new Wrong('say which files or folders to bring.');
  const into = typeof options['into'] === 'string' ? options['into'].toLowerCase() : null;
  if ((into === null) === (options['each'] !== true)) throw new Wrong('say either --into ADDRESS or --each.');
  const host = typeof options['host'] === 'string' ? options['host'] : null;
  if (into === null && host === null) throw new Wrong('say by --host HANDLE who is to run what is founded.');
  return { source, paths: paths.map((path) => resolve(path)), into, host };
}
