/** What a form says, read field by field as verbs want it. */
export interface Said {
  text(name: string): string;
  /** Undefined where nothing was written. */
  maybe(name: string): string | undefined;
  /** One entry a line, without empty ones. */
  lines(name: string): string[];
  /** One entry between commas or line ends. */
  words(name: string): string[];
  ticked(name: string): boolean;
  /** NaN where it is no number, which a verb refuses with its reason. */
  number(name: string): number;
  /** Each of the values that several boxes of one name have. */
  all(name: string): string[];
  /** Null where no file was chosen. */
  file(name: string): Promise<SentFile | null>;
  files(name: string): Promise<SentFile[]>;
}

interface SentFile {
  name: string;
  mime: string;
  content: Uint8Array<ArrayBuffer>;
}

export function saidIn(form: FormData): Said {
  const text = (name: string) => {
    const value = form.get(name);
    return typeof value === 'string' ? value : '';
  };
  const split = (name: string, between: RegExp) =>
    text(name)
      .split(between)
      .map((one) => one.trim())
      .filter(Boolean);
  return {
    text,
    maybe: (name) => text(name).trim() || undefined,
    lines: (name) => split(name, /\r?\n/),
    words: (name) => split(name, /[,;\n]/),
    ticked: (name) => form.has(name),
    number: (name) => (text(name).trim() === '' ? Number.NaN : Number(text(name))),
    all: (name) => form.getAll(name).filter((value) => typeof value === 'string'),
    file: async (name) => (await filesIn(form, name))[0] ?? null,
    files: (name) => filesIn(form, name),
  };
}

/** Browsers send an empty file where none was chosen. */
function filesIn(form: FormData, name: string): Promise<SentFile[]> {
  const chosen = form.getAll(name).filter((value) => value instanceof File && value.size > 0) as File[];
  const read = async (file: File) => ({
    name: file.name,
    mime: file.type || 'application/octet-stream',
    content: new Uint8Array(await file.arrayBuffer()),
  });
  return Promise.all(chosen.map(read));
}

const SECRETS = /password/i;

/** What was written, to be shown again beside a refusal; never files and passwords. */
export function writtenIn(form: FormData): Record<string, string> {
  const texts = [...form].filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string' && !SECRETS.test(entry[0]),
  );
  return Object.fromEntries(texts);
}
