import { createHash } from 'node:crypto';
import type { AwsClient } from 'aws4fetch';
import { isKithError, unavailable } from '../errors.ts';
import type { Log } from '../log.ts';
import { patientFetch } from './patient-fetch.ts';
import { partOf } from './part-of.ts';
import { refusalIn, readPage } from './s3-words.ts';
import { safeKey, whenRead } from './store.ts';
import type { FileStore, Range } from './store.ts';

/** Where a bucket is, and what opens it. */
export interface S3Place {
  /** `https://host/bucket` or `https://host/bucket/folder`, as configured. */
  url: string;
  region: string;
  key: string;
  secret: string;
}

interface Asked {
  method: 'GET' | 'HEAD' | 'PUT' | 'DELETE';
  headers?: Record<string, string>;
  body?: Buffer<ArrayBuffer>;
}

const AGAIN_SOON = 5;
const MISSING = 404;
/* Too slow, at the same time as another, too often: what these say passes by itself. */
const PASSING = new Set<number | string>([408, 409, 429, 'RequestTimeout']);
const MAY_MISS = new Set(['HEAD', 'DELETE']);

/**
 * A file store in a bucket of any S3-compatible store. What the store refuses, or does not answer after some tries, is
 * `unavailable`; the log is told why.
 */
export function openS3FileStore(place: S3Place, log: Pick<Log, 'error'>): FileStore {
  const { origin, pathname } = new URL(place.url);
  const [bucket = '', ...folders] = pathname.split('/').filter(Boolean);
  const prefix = folders.map((folder) => `${folder}/`).join('');
  const root = `${origin}/${bucket}`;
  const at = (key: string) => `${root}/${prefix}${safeKey(key)}`;
  const fetch = patientFetch();
  let signer: Promise<AwsClient> | undefined;

  async function ask(url: string, asked: Asked): Promise<Response> {
    try {
      const signed = await (await (signer ??= openSigner(place))).sign(url, asked);
      const answer = await fetch(signed.url, { ...asked, headers: signed.headers });
      if (answer.ok || (answer.status === MISSING && MAY_MISS.has(asked.method))) return answer;
      throw away(asked, { status: answer.status, code: refusalIn(await answer.text()) }, log);
    } catch (error) {
      throw isKithError(error) ? error : away(asked, networkOf(error), log);
    }
  }

  return {
    place: `${root}/${prefix}`,
    here: false,
    async put(key, content) {
      const body = Buffer.from(content);
      const whole = createHash('sha256').update(body).digest('hex'); // What arrives otherwise is refused.
      await drained(ask(at(key), { method: 'PUT', body, headers: { 'x-amz-content-sha256': whole } }));
    },
    async size(key) {
      const { status, headers } = await drained(ask(at(key), { method: 'HEAD' }));
      return status === MISSING ? null : Number(headers.get('content-length'));
    },
    open(key, range) {
      const url = at(key);
      return whenRead(async () => {
        const answer = await ask(url, { method: 'GET', headers: rangeHeader(range) });
        return range ? partOf(answer, range) : answer.body!;
      });
    },
    remove: async (key) => void (await drained(ask(at(key), { method: 'DELETE' }))),
    async *list(folder) {
      const below = folder ? `${prefix}${safeKey(folder)}/` : prefix;
      let from: string | null = null;
      do {
        const query = new URLSearchParams({ 'list-type': '2', prefix: below });
        if (from) query.set('continuation-token', from);
        const page = readPage(await (await ask(`${root}?${query}`, { method: 'GET' })).text());
        for (const { key, changedAt } of page.files) yield { key: key.slice(prefix.length), changedAt };
        from = page.next;
      } while (from);
    },
  };
}

/** Read in at the first use, as most houses keep their files in a folder. */
async function openSigner({
  key: accessKeyId,
  secret: secretAccessKey,
  region,
}: S3Place): Promise<AwsClient> {
  const aws = await import('aws4fetch');
  return new aws.AwsClient({ accessKeyId, secretAccessKey, region, service: 's3' });
}

const rangeHeader = (range?: Range): Record<string, string> =>
  range ? { range: `bytes=${range.start}-${range.end}` } : {};

/** An answer whose body says nothing still holds its connection until it is read. */
async function drained(asking: Promise<Response>): Promise<Response> {
  const answer = await asking;
  await answer.arrayBuffer();
  return answer;
}

function networkOf(error: unknown): { code: string } {
  const { cause, code, name } = error as { cause?: unknown; code?: unknown; name?: string };
  if (cause) return networkOf(cause);
  return { code: typeof code === 'string' ? code : (name ?? 'unknown') };
}

interface Why {
  status?: number;
  code: string | null;
}

/** Whether the same would be refused again, which is not so with trouble of the store's own. */
const isFinal = ({ status = 0, code }: Why) =>
  status >= 400 && status < 500 && !PASSING.has(status) && !PASSING.has(code ?? '');

function away({ method }: Asked, why: Why, log: Pick<Log, 'error'>) {
  log.error('the store for files is of no use', { method, ...why });
  const says = why.status ? `refuses (${why.code ?? why.status})` : `does not answer (${why.code})`;
  const todo = isFinal(why) ? 'Are its address and its access key right?' : 'Try again in a moment.';
  return unavailable('files-away', `The store for files ${says}. ${todo}`, AGAIN_SOON);
}
