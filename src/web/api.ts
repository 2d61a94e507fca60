import type { Verbs } from '../app.ts';
import { fromProblem, type KithError, type Problem } from './errors.ts';

type Names<Method> = { [N in keyof Verbs]: Verbs[N]['method'] extends Method ? N : never }[keyof Verbs] & string;
export type ReadName = Names<'GET'>;
export type ActName = Names<'POST'>;

/** Kith as one person may use it: the same two calls in a page's load and in the browser. */
export interface Client {
  read<N extends ReadName>(name: N, input: Verbs[N]['input']): Promise<Verbs[N]['output']>;
  act<N extends ActName>(name: N, input: Verbs[N]['input']): Promise<Verbs[N]['output']>;
}

/** The client for the browser, over `/api/v1`. A refusal is thrown as a KithError; no network is `unavailable`. */
export function createClient(fetch: typeof globalThis.fetch = globalThis.fetch): Client {
  return {
    read: (name, input) => answer(fetch, `/api/v1/${name}${query(input)}`, { method: 'GET' }),
    act: (name, input) =>
      answer(fetch, `/api/v1/${name}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(input),
      }),
  };
}

async function answer<T>(fetch: typeof globalThis.fetch, url: string, init: RequestInit): Promise<T> {
  const response = await fetch(url, { credentials: 'same-origin', ...init }).catch(() => null);
  if (!response) throw asThrown({ kind: 'unavailable', reason: 'offline', message: 'There is no connection.' });
  const body: unknown = await response.json().catch(() => ({}));
  if (response.ok) return body as T;
  const problem = body as Problem;
  const retryAfter = problem.retryAfter ?? (Number(response.headers.get('retry-after')) || undefined);
  throw asThrown(fromProblem(response.status, { ...problem, retryAfter }));
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
