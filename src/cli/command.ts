export interface Option {
  type: 'string' | 'boolean';
  short?: string;
  multiple?: true;
  /** What stands for its value in the help, such as `FILE`. */
  takes?: string;
  does: string;
}

/** One command of `kith`: one file each, listed in kith.ts. */
export interface Command {
  name: string;
  /** One sentence for the list of commands. */
  does: string;
  /** One line for each way to call it, after `kith `; what follows two spaces explains it. */
  usage: string[];
  options?: Record<string, Option>;
  /** It takes options alone; words besides them are wrong usage. */
  wordless?: true;
  /** It hears of Ctrl-C by `interrupted` and finishes up; others are just ended. */
  finishesUp?: true;
  /** Answers an exit code; nothing means 0. */
  run(asked: Asked): Promise<number> | Promise<void>;
}

export interface Asked {
  /** What was said besides options, without the command's name. */
  words: string[];
  options: Record<string, string | boolean | string[] | undefined>;
  json: boolean;
  /** A line for the reader at the terminal; silent with --json. */
  say(line: string): void;
  /** What a program gets with --json; silent without. */
  answer(value: unknown): void;
  interrupted: AbortSignal;
}

/**
 * A call or a setting that is wrong whatever the house holds: said in one line, exit code 2. What the house refuses once
 * it has looked, such as somebody who is not there, is a KithError, exit code 1.
 */
export class Wrong extends Error {}

/** For words that are no call of this command: how it is called with the first of them, where that is one of its own. */
export function misused({ name, usage }: Pick<Command, 'name' | 'usage'>, words: string[]): Wrong {
  const said = [name, ...words].join(' ');
  const meant = usage.map((line) => line.split(/ {2,}/)[0]!).find((call) => call.split(' ')[1] === words[0]);
  const why = meant ? `it is called by \`kith ${meant}\`, not` : 'it does not know what to do with';
  return new Wrong(`${why} "${said}". See \`kith ${name} --help\`.`);
}

export const exitCode = { done: 0, refused: 1, wrong: 2, interrupted: 130 } as const;
