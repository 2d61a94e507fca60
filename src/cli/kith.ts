import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { exitCode, Wrong } from './command.ts';
import type { Asked, Command } from './command.ts';
import { commandHelp, generalHelp } from './help.ts';
import { tellFailure } from './failure.ts';
import { version } from '../platform/version.ts';

type Loader = () => Promise<{ command: Command }>;

/** Each is read in only when it is asked for, so that help is there at once. */
const commands: Record<string, Loader> = {
  start: () => import('./start.ts'),
  community: () => import('./community.ts'),
  person: () => import('./person.ts'),
  import: () => import('./import.ts'),
  files: () => import('./files.ts'),
  demo: () => import('./demo.ts'),
  db: () => import('./db.ts'),
  doctor: () => import('./doctor.ts'),
  backup: () => import('./backup.ts'),
  restore: () => import('./restore.ts'),
  move: () => import('./move.ts'),
  dev: () => import('./dev.ts'),
};

const everyones = {
  json: { type: 'boolean', does: 'answer as JSON' },
  help: { type: 'boolean', short: 'h', does: 'show this' },
} as const;

// A third of a start is compiling. Not in the system's folder for what is temporary, where others could put code.
enableCompileCache(fileURLToPath(new URL('../../node_modules/.cache/kith', import.meta.url)));
// Whoever reads only the first lines, such as `head`, ends neither a command halfway nor a server.
for (const stream of [process.stdout, process.stderr]) stream.on('error', passOverClosed);
process.exitCode = await main(process.argv.slice(2));

function passOverClosed(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

async function main(args: string[]): Promise<number> {
  const json = args.includes('--json');
  try {
    return await obey(args);
  } catch (error) {
    return tellFailure(error, json);
  }
}

async function obey([name, ...rest]: string[]): Promise<number> {
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    const all = await Promise.all(Object.values(commands).map((load) => load()));
    process.stdout.write(generalHelp(all.map(({ command }) => command)));
    return exitCode.done;
  }
  if (name === '--version') return tellVersion(rest);
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!load) throw new Wrong(`there is no "${name}". \`kith --help\` lists what there is.`);
  const { command } = await load();
  const { values, positionals } = read(command, rest);
  if (values.help) {
    process.stdout.write(commandHelp(command, { ...command.options, ...everyones }));
    return exitCode.done;
  }
  if (command.wordless && positionals.length > 0)
    throw new Wrong(`"${name}" takes no words such as "${positionals[0]}". See \`kith ${name} --help\`.`);
  return carryOut(command, positionals, values);
}

function tellVersion(rest: string[]): number {
  const [more] = rest.filter((word) => word !== '--json');
  if (more !== undefined) throw new Wrong(`--version stands alone, without "${more}".`);
  process.stdout.write(rest.length ? `${JSON.stringify({ version })}\n` : `kith ${version}\n`);
  return exitCode.done;
}

async function carryOut(command: Command, words: string[], options: Asked['options']): Promise<number> {
  const json = options.json === true;
  const interruption = new AbortController();
  process.on('SIGINT', () => {
    if (!command.finishesUp || interruption.signal.aborted) process.exit(exitCode.interrupted);
    interruption.abort();
  });
  const code = await command.run({
    words,
    options,
    json,
    say: (line) => void (json || process.stdout.write(`${line}\n`)),
    answer: (value) => void (json && process.stdout.write(`${JSON.stringify(value, null, 2)}\n`)),
    interrupted: interruption.signal,
  });
  return code ?? exitCode.done;
}

function read(command: Command, args: string[]) {
  try {
    return parseArgs({
      args,
      options: { ...command.options, ...everyones },
      allowPositionals: true,
      strict: true,
    });
  } catch (error) {
    throw new Wrong(
      `${(error as Error).message.split('. ')[0]}. \`kith ${command.name} --help\` says what there is.`,
    );
  }
}
