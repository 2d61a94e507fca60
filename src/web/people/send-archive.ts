import { sendFile } from '../api.ts';
import { asKithError } from '../errors.ts';

const LARGEST_PART = 8 * 1024 ** 2;
const SMALLEST_PART = 256 * 1024;

/** What the files are of. */
interface About {
  communityId: string;
  importId: string;
  source: string;
}

/**
 * Sends the files of an archive, a part at a time, so that neither side ever holds more than a part of one. Tells the
 * share that is done, from 0 to 1; throws the refusal.
 */
export async function sendArchive(
  files: File[],
  about: About,
  tell: (share: number) => void,
  fetch?: typeof globalThis.fetch,
): Promise<void> {
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  let before = 0;
  let most = LARGEST_PART;
  for (const file of files) {
    for (let from = 0; from < Math.max(file.size, 1);) {
      const part = file.slice(from, from + most);
      const where = { ...about, from, size: file.size };
      try {
        await sendFile('transfer.add-archive-file', part, file.name, where, fetch);
        from += Math.max(part.size, 1);
        tell(bytes ? Math.min(1, (before + from) / bytes) : 1);
      } catch (refusal) {
        if (most <= SMALLEST_PART || !isTooLarge(refusal)) throw refusal;
        most /= 2;
      }
    }
    before += file.size;
  }
}

/** The house may take less at once, or whatever stands before it, which says so without words of ours. */
function isTooLarge(thrown: unknown): boolean {
  const refusal = asKithError(thrown);
  return refusal?.reason === 'too-large' || (refusal?.reason === 'invalid' && refusal.message === '');
}
