import type { Command, Option } from './command.ts';

/** What `kith` says when it is asked nothing in particular. */
export function generalHelp(commands: Command[]): string {
  return [
    'Kith, a home for micro communities.',
    '',
    'Usage: kith <command> [--json] [--help]',
    '       kith --version',
    '',
    ...columns(commands.map(({ name, does }) => [name, does])),
    '',
    '`kith <command> --help` says more about one of them. Settings are environment variables; the README lists them.',
    'Exit codes: 0 done; 1 refused, as where somebody or something named is not there; 2 a call or setting that is wrong',
    'whatever there is; 130 interrupted.',
    '',
  ].join('\n');
}

/** What `kith <command> --help` says. */
export function commandHelp(command: Command, options: Record<string, Option>): string {
  return [
    command.does,
    '',
    'Usage:',
    ...columns(command.usage.map((line) => parts(`kith ${line}`))),
    '',
    'Options:',
    ...columns(Object.entries(options).map(([name, option]) => [flag(name, option), option.does])),
    '',
  ].join('\n');
}

function flag(name: string, { short, takes }: Option): string {
  return `--${name}${takes ? ` ${takes}` : ''}${short ? `, -${short}` : ''}`;
}

function parts(line: string): [string, string] {
  const [call, ...rest] = line.split(/ {2,}/);
  return [call!, rest.join(' ')];
}

function columns(rows: [string, string][]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`.trimEnd());
}
