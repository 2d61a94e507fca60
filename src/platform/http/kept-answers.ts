import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { REQUEST_ID } from './oversee.ts';

const MOST_BYTES = 8 * 1024 * 1024;
const LARGEST_BYTES = 1024 * 1024;
/** Answers show times such as "just now", and sessions end by the clock; so none is given for long. */
const LONGEST_MS = 10_000;

interface Answer {
  status: number;
  headers: OutgoingHttpHeaders;
  body: Buffer;
}

interface Kept extends Answer {
  version: string;
  at: number;
}

export interface KeptHouse {
  /** Changes with every commit to the database, whichever process makes it; null where nobody can say so. */
  version(): Promise<string | null>;
  clock(): number;
}

/**
 * Gives an answer again to a request that is the same to the letter, with all its headers, as long as nothing at all
 * has changed in the database since it was made. Cookies and tokens are among the headers, so nobody gets another's.
 * Only what its maker has allowed is kept: what depends on the database, the request and the minute alone.
 */
export function keptAnswers(house: KeptHouse) {
  const kept = new Map<string, Kept>();
  const allowed = new WeakSet<IncomingMessage>();
  let bytes = 0;

  function forget(key: string): void {
    bytes -= kept.get(key)?.body.length ?? 0;
    kept.delete(key);
  }

  function keep(key: string, answer: Kept): void {
    forget(key);
    kept.set(key, answer);
    bytes += answer.body.length;
    for (const oldest of kept.keys()) {
      if (bytes <= MOST_BYTES) return;
      forget(oldest);
    }
  }

  return {
    /** Says that the answer to this request, when it is a good one, may be given again. */
    allow: (request: IncomingMessage) => void allowed.add(request),
    /** Keeps none any longer, which costs the next of each kind one making. */
    forgetAll(): void {
      kept.clear();
      bytes = 0;
    },
    /** Answers from what is kept, else lets `answer` do it. */
    async through(
      request: IncomingMessage,
      response: ServerResponse,
      answer: () => unknown,
    ): Promise<unknown> {
      if (request.method !== 'GET') return answer();
      const version = await house.version().catch(() => null);
      if (response.destroyed) return; // Whoever asked has gone meanwhile, and the pages fail at answering nobody.
      if (version === null) return answer();
      const key = sameness(request);
      const found = kept.get(key);
      if (found?.version === version && Math.abs(house.clock() - found.at) < LONGEST_MS)
        return give(response, found);
      forget(key);
      const at = house.clock();
      overhear(
        response,
        () => allowed.has(request),
        (made) => keep(key, { ...made, version, at }),
      );
      return answer();
    },
  };
}

/** All that an answer may depend on. What a proxy calls each request differs, and means nothing. */
function sameness({ url, rawHeaders, headers }: IncomingMessage): string {
  const said = REQUEST_ID in headers ? Object.entries({ ...headers, [REQUEST_ID]: '' }).flat() : rawHeaders;
  return `${url} ${said.join('\n')}`;
}

function give(response: ServerResponse, { status, headers, body }: Kept): void {
  const length = status === 304 ? {} : { 'content-length': body.length };
  response.writeHead(status, { ...headers, ...length }).end(body);
}

/** Hands on a whole good answer once it has been given, if it was wanted when its first bytes were. */
function overhear(response: ServerResponse, wanted: () => boolean, made: (answer: Answer) => void): void {
  const { writeHead, write, end } = response;
  let named: OutgoingHttpHeaders = {};
  let parts: Buffer[] | null = [];
  let size = 0;

  function hear(chunk: unknown): void {
    if (typeof chunk !== 'string' && !(chunk instanceof Uint8Array)) return;
    const part = Buffer.from(chunk as string);
    size += part.length;
    if (size > LARGEST_BYTES || !wanted()) parts = null;
    parts?.push(part);
  }

  Object.assign(response, {
    writeHead(...said: Parameters<typeof writeHead>) {
      const headers = said.at(-1);
      if (typeof headers === 'object') named = headers as OutgoingHttpHeaders;
      return writeHead.apply(response, said);
    },
    write(...said: Parameters<typeof write>) {
      hear(said[0]);
      return write.apply(response, said);
    },
    end(...said: Parameters<typeof end>) {
      hear(said[0]);
      const { [REQUEST_ID]: _its, ...headers } = { ...response.getHeaders(), ...lowerCase(named) };
      const ended = end.apply(response, said);
      if (parts && wanted() && isGood(response.statusCode, headers))
        made({
          status: response.statusCode,
          headers,
          body: parts.length === 1 ? parts[0]! : Buffer.concat(parts),
        });
      return ended;
    },
  });
}

const lowerCase = (headers: OutgoingHttpHeaders): OutgoingHttpHeaders =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

const isGood = (status: number, headers: OutgoingHttpHeaders) =>
  (status === 200 || status === 304) && !('set-cookie' in headers || 'transfer-encoding' in headers);
