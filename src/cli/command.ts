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

export const exitCode = { done: 0, refused: 1, wrong: 2, interrupted: 130 } as const;
