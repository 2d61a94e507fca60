import type { z } from 'zod';
import type { Db, Store } from './db/index.ts';
import { forbidden } from './errors.ts';
import type { Answer } from './errors.ts';
import { append } from './facts.ts';
import type { NewFact } from './facts.ts';
import { parse } from './input.ts';
import type { Limit, Limiter } from './limits.ts';
import type { Services } from './services.ts';

/** Who is asking: a signed-in person or a stranger, from where, and with which scopes (null: all). */
export interface Viewer {
  personId: string | null;
  scopes: string[] | null;
  address: string;
  /** The session that a cookie named; none for tokens and strangers. */
  sessionId?: string;
  /** What the device calls itself. */
  agent?: string;
}

/** What a verb or read gets besides its input. */
export interface Context {
  db: Db;
  now: number;
  viewer: Viewer;
  /** The signed-in person's id; throws for a stranger. */
  me: string;
  /** Set-Cookie headers for the answer. */
  cookies: string[];
  services: Services;
}

export interface Writing extends Context {
  /** Stores a fact in this transaction; it goes live after the commit. */
  announce(fact: NewFact): Promise<void>;
}

/** What a verb that runs outside a transaction gets: `write` runs one, and its facts go live after it. */
export interface Alone extends Context {
  store: Store;
  write: Write;
}
type Asked = Omit<Context, 'db'>;
type Write = <T>(work: (inside: Writing) => Promise<T>) => Promise<T>;

type Zod = z.ZodType;

interface Declared<Name extends string, In extends Zod, Out extends Zod> {
  name: Name;
  /** One sentence for the API page. */
  does: string;
  input: In;
  output: Out;
  /** 'person' unless said otherwise: strangers are asked to sign in before anything is looked up. */
  who?: 'person' | 'anyone';
  limit?: Limit;
  /** Over HTTP the input comes as a form with one file, whose bytes are the input's `content`. */
  upload?: true;
}

export interface Verb<Name extends string, In extends Zod, Out extends Zod, Loaded> extends Declared<
  Name,
  In,
  Out
> {
  change: true;
  /** Loads what is concerned through the viewer's membership; throws not-found for a stranger. */
  load(context: Context, input: z.output<In>): Promise<Loaded>;
  may?(loaded: Loaded, input: z.output<In>, me: string | null): Answer;
  /** Work that needs no transaction or manages its own, such as mail or a library's; runs instead of `run`. */
  alone?(context: Alone, input: z.output<In>, loaded: Loaded): Promise<z.input<Out>>;
  run?(context: Writing, input: z.output<In>, loaded: Loaded): Promise<z.input<Out>>;
}

export interface Read<Name extends string, In extends Zod, Out extends Zod> extends Declared<Name, In, Out> {
  change: false;
  /** The same output may be handed to several viewers, so nobody may change it. */
  shared?: true;
  /** What it says depends on the database, its input, the viewer and the minute alone, so it may be said again. */
  steady?: true;
  run(context: Context, input: z.output<In>): Promise<z.input<Out>>;
}

// What a verb loads is known to that verb alone, and goes in and out of its functions, so no one type fits.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type AnyVerb = Verb<string, Zod, Zod, any>;
export type AnyRead = Read<string, Zod, Zod>;

/** Declares one thing that can be done. */
export function verb<const Name extends string, In extends Zod, Out extends Zod, Loaded>(
  declared: Omit<Verb<Name, In, Out, Loaded>, 'change'>,
): Verb<Name, In, Out, Loaded> {
  return { change: true, ...declared };
}

/** Declares one thing that can be read. */
export function read<const Name extends string, In extends Zod, Out extends Zod>(
  declared: Omit<Read<Name, In, Out>, 'change'>,
): Read<Name, In, Out> {
  return { change: false, ...declared };
}

interface House {
  store: Store;
  services: Services;
  limiter: Limiter;
  clock: () => number;
  /** Called with what was announced, once it is durable. */
  afterCommit(facts: NewFact[]): void;
}

const USUAL_CHANGES: Limit = { times: 240, seconds: 60 };
const USUAL_READS: Limit = { times: 1200, seconds: 60 };

/** Runs a verb or read for a viewer: parse, load, may, write, announce, commit; then the world hears of it. */
export async function act(
  house: House,
  viewer: Viewer,
  declared: AnyVerb | AnyRead,
  raw: unknown,
  cookies: string[] = [],
): Promise<unknown> {
  const now = house.clock();
  await admit(house, viewer, declared, now);
  const input = parse(declared.input, raw);
  const asked = { viewer, me: viewer.personId!, now, cookies, services: house.services };
  const context = { ...asked, db: house.store.read };
  if (!declared.change) return declared.run(context, input);
  const communityId = (input as { communityId?: string } | undefined)?.communityId;
  const write: Write = (work) => writing(house, asked, work, communityId);
  if (!declared.alone) {
    return write(async (inside) => declared.run!(inside, input, await loadAllowed(declared, inside, input)));
  }
  const loaded = await loadAllowed(declared, context, input);
  return declared.alone({ ...context, store: house.store, write }, input, loaded);
}

async function writing<T>(
  house: House,
  asked: Asked,
  work: (inside: Writing) => Promise<T>,
  communityId: string | undefined,
): Promise<T> {
  let facts: NewFact[] = [];
  const output = await house.store.write((db) => {
    facts = [];
    const announce = async (fact: NewFact) => {
      facts.push(fact);
      await append(db, { actorId: asked.viewer.personId, ...fact }, asked.now);
    };
    return work({ ...asked, db, announce });
  }, communityId);
  if (facts.length) house.afterCommit(facts);
  return output;
}

async function loadAllowed(declared: AnyVerb, context: Context, input: unknown): Promise<unknown> {
  const loaded: unknown = await declared.load(context, input);
  const answer = declared.may?.(loaded, input, context.viewer.personId);
  if (answer && !answer.yes) throw forbidden(answer.reason, answer.detail);
  return loaded;
}

async function admit(house: House, viewer: Viewer, declared: AnyVerb | AnyRead, now: number): Promise<void> {
  refuseStranger(viewer, declared);
  if (viewer.scopes && !viewer.scopes.includes(declared.change ? 'write' : 'read')) {
    throw forbidden('out-of-scope', `This token does not allow ${declared.name}.`);
  }
  const limit = declared.limit ?? (declared.change ? USUAL_CHANGES : USUAL_READS);
  await house.limiter.admit(declared.name, viewer, limit, now);
}

/** Asks who is not signed in to sign in, where that is needed. */
export function refuseStranger(viewer: Viewer, { who }: Pick<AnyVerb, 'who'>): void {
  if (who !== 'anyone' && !viewer.personId) throw forbidden('sign-in-first', 'Sign in first.');
}
