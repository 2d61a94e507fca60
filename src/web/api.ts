import type { Verbs, Visit } from '../app.ts';
import { fromProblem, type KithError, type Problem } from './errors.ts';
import type { AttachmentView } from './views.ts';

/** Kith as one person may use it: the same two calls in a page's load and in the browser. */
export type Client = Pick<Visit, 'act' | 'read'>;
export type Output<N extends keyof Verbs> = Verbs[N]['output'];

type Fetch = typeof globalThis.fetch;

/** The client for the browser, over `/api/v1`. A refusal is thrown as a KithError; no network is `unavailable`. */
export function createClient(fetch: Fetch = (...asked) => globalThis.fetch(...asked)): Client {
  return {
    read: (name, input) => answer(fetch, `/api/v1/${name}${query(input)}`, { method: 'GET' }),
    act: (name, input) =>
      answer(fetch, `/api/v1/${name}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(input ?? {}),
      }),
  };
}

/** Brings a file in, for the next message of a conversation or for a thread to be started; the sender makes its id. */
export function attachFile(
  file: File,
  about: { id: string; communityId: string; conversationId?: string },
  fetch?: Fetch,
): Promise<AttachmentView> {
  return sendFile('conversations.attach', file, file.name, about, fetch);
}

/** Calls a verb that takes a file. */
export function sendFile<N extends keyof Verbs>(
  verb: N,
  content: Blob,
  name: string,
  about: object,
  fetch: Fetch = globalThis.fetch,
): Promise<Output<N>> {
  const form = new FormData();
  for (const [field, value] of Object.entries(about)) form.append(field, String(value));
  form.append('content', content, name);
  return answer(fetch, `/api/v1/${verb}`, { method: 'POST', body: form });
}

async function answer<T>(fetch: Fetch, url: string, init: RequestInit): Promise<T> {
  const response = await fetch(url, { credentials: 'same-origin', ...init }).catch(() => null);
  if (!response)
    throw asThrown({ kind: 'unavailable', reason: 'offline', message: 'There is no connection.' });
  const body: unknown = await response.json().catch(() => ({}));
  if (response.ok) return body as T;
  throw asThrown(fromProblem(response.status, body as Problem));
}

function query(input: unknown): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(input ?? {})) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null) parameters.append(name, String(one));
    }
  }
  return parameters.size ? `?${parameters}` : '';
}

const asThrown = (refusal: KithError) => Object.assign(new Error(refusal.message), refusal);
