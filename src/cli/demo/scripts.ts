import { readdir, readFile } from 'node:fs/promises';
import { ago, withDays } from './when.ts';

const FOLDER = new URL('./green-street/', import.meta.url);

/** One conversation as it is written down: what it is, then who says what when. */
export interface Script {
  kind: 'room' | 'thread' | 'direct';
  /** From its first lines, such as `title` or `about`. */
  head: Record<string, string>;
  lines: Line[];
}

export interface Line {
  at: number;
  who: string;
  body: string;
  /** The line that this one answers. */
  answers: Line | null;
  /** What happens to it or with it afterwards, one `~ …` each. */
  after: string[];
  /** Its number in the conversation, once it has been said. */
  number?: number;
}

/** All conversations of Green Street, with times that end just before `now`. */
export async function readScripts(now: number): Promise<Script[]> {
  const names = (await readdir(FOLDER)).filter((name) => name.endsWith('.txt')).sort();
  return Promise.all(
    names.map(async (name) => parseScript(await readFile(new URL(name, FOLDER), 'utf8'), now)),
  );
}

const LINE = /^(\d+d \d\d:\d\d|\d+[hm]) ([a-z]+)(?: re (#?[a-z]+))?(?: (#[a-z]+))?$/;

/** A line begins with `12d 19:40 mia`, or `… re jonas` to answer his last one, or `… re #label`, and ends at the next. */
export function parseScript(text: string, now: number): Script {
  const [top, ...blocks] = text.split(/\n{2,}(?=(?:\d+d \d\d:\d\d|\d+[hm]) [a-z]+)/);
  const head = Object.fromEntries(top!.split('\n').map(keyAndValue));
  const labels = new Map<string, Line>();
  const lines: Line[] = [];
  for (const block of blocks) {
    const [first, ...rest] = block.trimEnd().split('\n');
    const match = LINE.exec(first!);
    if (!match) throw new Error(`"${first}" begins no line`);
    const [, when, who, answered, label] = match;
    const at = Math.min(now, Math.max(ago(when!, now), (lines.at(-1)?.at ?? 0) + 20_000));
    const body = withDays(
      rest
        .filter((one) => !one.startsWith('~ '))
        .join('\n')
        .trim(),
      at,
    );
    const after = rest.filter((one) => one.startsWith('~ ')).map((one) => one.slice(2));
    const line: Line = { at, who: who!, body, after, answers: answered ? found(labels, answered) : null };
    lines.push(line);
    for (const name of [who!, label]) if (name) labels.set(name, line);
  }
  return { kind: head.kind as Script['kind'], head, lines };
}

function keyAndValue(line: string): [string, string] {
  const space = line.indexOf(' ');
  return [line.slice(0, space), line.slice(space + 1)];
}

function found(labels: Map<string, Line>, name: string): Line {
  const line = labels.get(name);
  if (!line) throw new Error(`nobody has said ${name} yet`);
  return line;
}
