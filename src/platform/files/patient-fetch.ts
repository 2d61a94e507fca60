import { setTimeout as sleep } from 'node:timers/promises';

const TRIES = 4;
const FIRST_WAIT_MS = 100;
/** For the answer to begin; a body takes its own time on top. */
const ANSWER_WITHIN_MS = 10_000;
const SLOWEST_BYTES_PER_MS = 100;
const PASSING = new Set([408, 429, 500, 502, 503, 504]);

/** A fetch for calls that may be repeated: waits for an answer so long and no longer, and tries again what may pass. */
export function patientFetch(fetch: typeof globalThis.fetch = globalThis.fetch): typeof globalThis.fetch {
  return async (url, init) => {
    for (let tried = 1; ; tried++) {
      try {
        const answer = await within(fetch, url, init);
        if (tried === TRIES || !PASSING.has(answer.status)) return answer;
        await answer.body?.cancel();
      } catch (error) {
        if (tried === TRIES) throw error;
      }
      await sleep(FIRST_WAIT_MS * 2 ** tried * (0.5 + Math.random() / 2));
    }
  };
}

async function within(
  fetch: typeof globalThis.fetch,
  url: Parameters<typeof globalThis.fetch>[0],
  init: RequestInit = {},
): Promise<Response> {
  const tooLong = new AbortController();
  const bytes = init.body instanceof Uint8Array ? init.body.byteLength : 0;
  const timer = setTimeout(() => tooLong.abort(), ANSWER_WITHIN_MS + bytes / SLOWEST_BYTES_PER_MS);
  try {
    return await fetch(url, { ...init, signal: tooLong.signal });
  } finally {
    clearTimeout(timer);
  }
}
