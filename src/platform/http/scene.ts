import { expect } from 'vitest';
import { z } from 'zod';
import { act, read, verb } from '../act.ts';
import type { Viewer } from '../act.ts';
import { conflict, forbidden, invalid, notFound, tooMany, unavailable } from '../errors.ts';
import { limiter } from '../limits.ts';
import type { Log } from '../log.ts';
import type { Services } from '../services.ts';
import { api } from './api.ts';

const ana: Viewer = { personId: 'ana', scopes: null, address: '192.0.2.1' };
/** Who is not signed in. */
export const nobody: Viewer = { ...ana, personId: null };

/** What the verb `things.refuse` throws, by the kind it is asked for. */
export const refusals: Record<string, Error> = {
  'not-found': notFound(),
  forbidden: forbidden('hosts-only', 'Only hosts do this.'),
  invalid: invalid('name', 'too-short', 'Too short.'),
  conflict: conflict('slug-taken', 'It is taken.', 'slug'),
  'too-many': tooMany(17),
  unavailable: unavailable('no-mail', 'There is no mail here.'),
  fault: new RangeError('Ines wrote: the well is dry\n    at her own house'),
};

const output = z.any();
const load = async () => null;
const declared = [
  read({
    name: 'things.list',
    does: 'Says what it was asked.',
    input: z.object({
      text: z.string().optional(),
      count: z.number().int().nullable().optional(),
      share: z.number().default(1),
      wanted: z.boolean().optional(),
      either: z.union([z.literal('a'), z.literal('b')]).optional(),
      names: z.array(z.string()).optional(),
      numbers: z.array(z.number()).optional(),
    }),
    output,
    run: async (_, input) => input,
  }),
  verb({
    name: 'things.say',
    does: 'Says it back.',
    input: z.object({ text: z.string() }),
    output,
    load,
    run: async (_, input) => input,
  }),
  verb({
    name: 'things.enter',
    does: 'For anyone.',
    who: 'anyone',
    input: z.object({}),
    output,
    load,
    run: async ({ cookies, viewer }) => {
      cookies.push('a=1; Path=/', 'b=2; Path=/');
      return viewer.personId;
    },
  }),
  verb({
    name: 'things.refuse',
    does: 'Fails.',
    input: z.object({ kind: z.string() }),
    output,
    load,
    run: async (_, { kind }) => {
      throw refusals[kind]!;
    },
  }),
  verb({
    name: 'things.bring',
    does: 'Takes a file.',
    upload: true,
    input: z.object({
      name: z.string(),
      mime: z.string(),
      note: z.string().optional(),
      content: z.instanceof(Uint8Array),
    }),
    output,
    load,
    run: async (_, { content, ...rest }) => ({ ...rest, bytes: [...content] }),
  }),
];

/** An API of a few invented verbs, as one viewer meets it. */
export function house(viewer: Viewer = ana) {
  const logged: unknown[] = [];
  const error = (...said: unknown[]) => logged.push(said);
  const log = { error, requestId: () => 'r-1' } as unknown as Log;
  const store = { read: {}, write: (work: (db: object) => unknown) => work({}) };
  const acting = {
    store,
    limiter: limiter(false),
    clock: () => 0,
    afterCommit: () => undefined,
    services: {} as Services,
  };
  const routes = api({
    declared,
    viewerOf: async () => viewer,
    act: (who, one, input, cookies) => act(acting as never, who, one, input, cookies),
    uploadBytes: 1000,
    mayKeep: () => undefined,
    mayTakeLonger: () => undefined,
    log,
  });
  const ask = async (path: string, init: RequestInit = {}) =>
    routes.fetch(new Request(`http://kith.example.org/api/v1/${path}`, init));
  return {
    logged,
    ask,
    get: async (path: string) => (await ask(path)).json(),
    post: (name: string, body: BodyInit | null, headers: Record<string, string> = {}) =>
      ask(name, {
        method: 'POST',
        body,
        headers: { authorization: 'Bearer x', 'content-type': 'application/json', ...headers },
        duplex: 'half',
      } as RequestInit),
  };
}

/** The parts of a problem document; fails for every other answer. */
export const problem = async (answer: Response) => {
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  expect(answer.headers.get('cache-control')).toBe('no-store');
  return { status: answer.status, ...((await answer.json()) as object) };
};
