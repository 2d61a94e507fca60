import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { join } from 'node:path';
import type { z } from 'zod';
import { accounts } from './domains/accounts/index.ts';
import { communities } from './domains/communities/index.ts';
import { conversations } from './domains/conversations/index.ts';
import { transfer } from './domains/transfer/index.ts';
import { act } from './platform/act.ts';
import type { AnyRead, AnyVerb, Viewer } from './platform/act.ts';
import type { Config } from './platform/config.ts';
import { migrate, openStore } from './platform/db/index.ts';
import type { Store } from './platform/db/index.ts';
import { notFound } from './platform/errors.ts';
import type { Fact } from './platform/facts.ts';
import { openFileStore } from './platform/files/index.ts';
import { addressOfIncoming, bringsToken, isOwnPage, web } from './platform/http/web.ts';
import { limiter } from './platform/limits.ts';
import { hub, sockets } from './platform/live/index.ts';
import { logger } from './platform/log.ts';
import { openMailer } from './platform/mail/index.ts';
import { communitiesBehind, react } from './platform/reactions.ts';
import type { Services } from './platform/services.ts';

const domains = [accounts, communities, conversations, transfer] as const;
const declared = [
  ...accounts.verbs,
  ...communities.verbs,
  ...conversations.verbs,
  ...transfer.verbs,
] as const;
const byName = new Map<string, AnyVerb | AnyRead>(
  declared.map((one) => [one.name, one as AnyVerb | AnyRead]),
);
const reactions = domains.flatMap((domain) => domain.reactions);
const frames = Object.assign({}, ...domains.map((domain) => domain.frames)) as Frames;

type Frames = Record<
  string,
  (db: Store['read'], fact: Fact) => ReturnType<Parameters<typeof hub>[0]['frameOf']>
>;
type Declared = (typeof declared)[number];

/** What goes in and comes out of each verb and read, by its name. */
export type Verbs = {
  [One in Declared as One['name']]: {
    input: z.input<One['input']>;
    output: z.output<One['output']>;
    change: One['change'];
  };
};
export type VerbName = { [N in keyof Verbs]: Verbs[N]['change'] extends true ? N : never }[keyof Verbs];
export type ReadName = Exclude<keyof Verbs, VerbName>;

/** The house as one visitor meets it. */
export interface Visit {
  viewer: Viewer;
  /** Set-Cookie headers that verbs have asked for so far; whoever answers sends them. */
  cookies: string[];
  act<N extends VerbName>(name: N, input: Verbs[N]['input']): Promise<Verbs[N]['output']>;
  read<N extends ReadName>(name: N, input: Verbs[N]['input']): Promise<Verbs[N]['output']>;
}

export type App = Awaited<ReturnType<typeof createApp>>;

const POLL_MS = 1000;

/** Opens the house: database, services, verbs, live. `clock` is for tests. */
export async function createApp(config: Config, { clock = Date.now }: { clock?: () => number } = {}) {
  const log = logger(config.log);
  const store = openStore(config);
  const ran = await migrate(store);
  if (ran.length) log.info('migrated', { migrations: ran });
  const mail = openMailer(config.mailUrl, config.mailFrom);
  const files = openFileStore(join(config.dataDir, 'files'));
  const limits = limiter(config.limits);
  const services = { config, files, mail, limits, engine: store.engine } as Services;
  services.pages = conversations.openPages();
  services.auth = await accounts.openAuth(store, services);
  services.registrationPasses.push(communities.inviteLetsRegister);
  const house = { store, services, limiter: limits, clock, afterCommit };
  const live = hub({
    read: store.read,
    log,
    mayWatch: (personId, communityId) => communities.isMember(store.read, communityId, personId),
    frameOf: (fact) => frames[fact.kind]?.(store.read, fact) ?? Promise.resolve(null),
  });
  const reacting = new Map<string, Promise<void>>();

  function afterCommit(facts: Fact[]): void {
    for (const communityId of new Set(facts.map((fact) => fact.communityId))) {
      live.wake(communityId);
      reactTo(communityId);
    }
  }

  /** One at a time for each community; what goes wrong is logged and done again at the next fact or start. */
  function reactTo(communityId: string): void {
    const before = reacting.get(communityId) ?? Promise.resolve();
    const now = before
      .then(() => react(store, reactions, communityId))
      .catch((error: unknown) => log.error('reaction failed', { error: String(error) }))
      .finally(() => reacting.get(communityId) === now && reacting.delete(communityId));
    reacting.set(communityId, now);
  }

  const viewerOf = (headers: Headers, address: string) =>
    accounts.viewerOf(services, headers, address, clock());
  const run = (viewer: Viewer, one: AnyVerb | AnyRead, input: unknown, cookies: string[]) =>
    act(house, viewer, one, input, cookies);

  function visitAs(viewer: Viewer): Visit {
    const cookies: string[] = [];
    const call = (name: string, input: unknown) => {
      const one = byName.get(name);
      if (!one) throw notFound();
      return run(viewer, one, input, cookies);
    };
    return { viewer, cookies, act: call as Visit['act'], read: call as Visit['read'] };
  }

  const site = web({ declared: [...byName.values()], viewerOf, act: run, services, log });
  conversations.serveFiles(site.routes, { store, services, viewerOf: site.viewerOf });
  accounts.serve(site.routes, { store, services, addressOf: site.addressOf });
  site.finish();
  /** A handshake carries the same cookie or token as any request, and may only come from our own pages. */
  async function personOfHandshake(request: IncomingMessage): Promise<string | null> {
    const headers = new Headers(
      Object.entries(request.headersDistinct).map(([name, values]) => [name, values!.join(', ')]),
    );
    if (!bringsToken(headers) && !isOwnPage(headers)) return null;
    return (await viewerOf(headers, addressOfIncoming(request, config.trustProxy))).personId;
  }

  const wires = sockets({
    hub: live,
    log,
    personOf: personOfHandshake,
    hearersOf: (personId, communityId, conversationId) =>
      conversations.hearersOf(store.read, personId, communityId, conversationId),
  });
  for (const communityId of await communitiesBehind(store, reactions)) reactTo(communityId);
  // Facts written by another process, such as the command line, are heard of at the next poll at the latest.
  const poll = setInterval(() => live.watchedNow().forEach((communityId) => live.wake(communityId)), POLL_MS);
  poll.unref();

  return {
    config,
    store,
    services,
    live,
    log,
    visitAs,
    /** The house as the sender of these headers meets it: by session cookie or bearer token. */
    visit: async ({ headers, address }: { headers: Headers; address: string }) =>
      visitAs(await viewerOf(headers, address)),
    /** Answers `/api` and `/files`; null for what belongs to the pages. */
    fetch: (request: Request) => site.routes.fetch(request),
    upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => wires.upgrade(request, socket, head),
    /** The one-time link by which the first person comes in; null once somebody has. */
    foundingLink: (origin: string) => accounts.foundingLink(store, origin),
    /** Tells every browser to come back later. */
    hangUp: () => wires.close(),
    /** Resolves when all reactions to what has happened so far are done. */
    settled: async () => void (await Promise.all(reacting.values())),
    async close(): Promise<void> {
      clearInterval(poll);
      wires.close();
      await Promise.all(reacting.values());
      mail.close();
      await store.close();
    },
  };
}
