/** Keeps files by a key of letters, digits, dashes and slashes; a file is there whole or not at all. */
export interface FileStore {
  /** Where files are, in words for whoever runs the house. */
  place: string;
  /** Whether they take room on the disk of this machine. */
  here: boolean;
  put(key: string, content: Buffer): Promise<void>;
  /** Size in bytes, or null where there is no such file. */
  size(key: string): Promise<number | null>;
  /** The bytes from `start` to `end`, both included. */
  open(key: string, range?: Range): ReadableStream<Uint8Array>;
  remove(key: string): Promise<void>;
  /** Every key below a folder, or of all for '', with the time of its last change. */
  list(folder: string): AsyncIterable<{ key: string; changedAt: number }>;
}

export interface Range {
  start: number;
  end: number;
}

const SAFE_KEY = /^[a-z0-9-]+(\/[a-z0-9-]+)*(\.[a-z0-9]+)?$/;

/** Whether this may be a key: none leads out of the place where files are kept. */
export const isSafeKey = (key: string): boolean => SAFE_KEY.test(key);

/** What a file is called until all of it is there. */
export const HALF_WRITTEN = '.part';

/** A key as it is; throws on one that could lead elsewhere. */
export function safeKey(key: string): string {
  if (!isSafeKey(key)) throw new Error(`unsafe file key ${key}`);
  return key;
}

/** Opens a file at the first read: an answer to HEAD is never read, and would keep the file open for ever. */
export function whenRead(
  open: () => Promise<ReadableStream<Uint8Array>> | ReadableStream<Uint8Array>,
): ReadableStream<Uint8Array> {
  let reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  let left = false;
  return new ReadableStream(
    {
      async pull(controller) {
        reader ??= (await open()).getReader();
        if (left) return reader.cancel();
        const { done, value } = await reader.read();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      /** Who leaves while it is being opened leaves nothing open either. */
      cancel: async (why) => {
        left = true;
        await reader?.cancel(why);
      },
    },
    { highWaterMark: 0 },
  );
}
