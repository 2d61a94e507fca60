import { buffer } from 'node:stream/consumers';
import type { Config } from '../../platform/config.ts';
import { openFiles } from '../../platform/files/index.ts';
import { newId } from '../../platform/ids.ts';
import { because, mend, ok } from './finding.ts';
import type { Finding } from './finding.ts';

/** The bucket for files, where there is one: what is put into it can be read, found, and taken out again. */
export async function lookAtBucket(config: Config): Promise<Finding[]> {
  if (!config.bucket) return [];
  const files = openFiles(config);
  const key = `doctor/${newId()}`;
  const written = Buffer.from(key);
  try {
    await files.put(key, written);
    const whole = written.equals(await buffer(files.open(key)));
    const listed = await Array.fromAsync(files.list('doctor'), (found) => found.key);
    await files.remove(key);
    const gone = (await files.size(key)) === null;
    if (whole && listed.includes(key) && gone)
      return [ok('bucket', `${files.place} takes files and gives them back`)];
    return [mend('bucket', `${files.place} does not keep what it is given`, TODO)];
  } catch (error) {
    return [mend('bucket', `${files.place}: ${because(error)}`, TODO)];
  }
}

const TODO =
  'Check FILES_URL, FILES_REGION, FILES_KEY and FILES_SECRET, and that this key may read, write, list and delete.';
