import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { accounts } from './domains/accounts/index.ts';
import { communities } from './domains/communities/index.ts';
import { conversations } from './domains/conversations/index.ts';
import { keepBackups, transfer } from './domains/transfer/index.ts';
import { keepHouse } from './keep-house.ts';
import type { Kept } from './keep-house.ts';
import { act } from './platform/act.ts';
import type { AnyRead, AnyVerb, Viewer } from './platform/act.ts';
import type { Config } from './platform/config.ts';
import { bridgeOf } from './platform/bridge/index.ts';
import { refuseUnfinished } from './platform/copies/index.ts';
import { holdOpen, migrate, openClaims, openStanding, openStore } from './platform/db/index.ts';
import type { Hold, Standing, Store } from './platform/db/index.ts';
import { notFound } from './platform/errors.ts';
import type { NewFact } from './platform/facts.ts';
import { openFiles } from './platform/files/index.ts';
import { personOfHandshake, web } from './platform/http/web.ts';
import { countTogether } from './platform/limits-together.ts';
import { limiter } from './platform/limits.ts';
import { hub, sockets } from './platform/live/index.ts';
import type { Hub, SocketHouse } from './platform/live/index.ts';
import { logger, traceOf } from './platform/log.ts';
import type { Log } from './platform/log.ts';
import { openMetrics } from './platform/metrics/index.ts';
import type { Meter } from './platform/metrics/index.ts';
import { openMailer } from './platform/mail/index.ts';
import { reactor } from './platform/reactions.ts';
import type { Services } from './platform/services.ts';
import { byName, frames, reactions, subjects } from './verbs.ts';
import type { Visit } from './verbs.ts';

export type { ReadName, VerbName, Verbs, Visit } from './verbs.ts';
export type App = Awaited<ReturnType<typeof createApp>>;

/** A time and a log of one's own, for tests. */
interface Own {
  clock?: () => number;
  log?: Log;
}

/** Opens the house: database, services, verbs, live. */
export async function createApp(config: Config, { clock = Date.now, log = logger(config.log) }: Own = {}) {
  const metrics = await openMetrics(config.metricsToken, clock);
  const { meter } = metrics;
  const { store, standing, hold } = await openMigrated(config, log);
  const claims = openClaims(standing);
  const services = await openServices({ config, store, claims, log, clock });
  const live = await openLive({ store, standing, config, log, meter });
  const reacting = reactor(store, reactions, log);
  await reacting.catchUp();

  function afterCommit(facts: NewFact[]): void {
    for (const communityId of new Set(facts.map((fact) => fact.communityId))) live.wake(communityId);
    reacting.hear(facts);
  }

  const house = { store, services, limiter: services.limits, clock, afterCommit };
  const viewerOf = (headers: Headers, address: string) =>
    accounts.viewerOf(services, headers, address, clock());
  const run = (viewer: Viewer, one: AnyVerb | AnyRead, input: unknown, cookies: string[]) =>
    meter.acting(one.name, () => act(house, viewer, one, input, cookies));
  const told = { viewerOf, act: run, store, version: store.version, clock, services, log };
  const site = web({ declared: [...byName.values()], subjects, ...told });
  conversations.serveFiles(site.routes, { store, services, viewerOf: site.viewerOf });
  accounts.serve(site.routes, { store, services, addressOf: site.addressOf });
  site.finish();
  const personOf = (request: IncomingMessage) => personOfHandshake(request, config.trustProxy, viewerOf);
  const wires = openWires({ store, live, log, meter, personOf });
  const { behind } = reacting;
  metrics.watch({ clock, behind, database: store.use, sockets: wires.count, watched: live.watchedNow });
  const stopWork = keepHouse({ store, services, claims, live, reacting, log, clock });
  const visitAs = (viewer: Viewer) => visitor(viewer, run);
  const settled = async () => void (await Promise.all([reacting.settled(), services.auth.settled()]));
  let closing: Promise<void> | undefined;
  return {
    config,
    store,
    services,
    live,
    ...{ log, metrics, kept: site.kept, visitAs },
    ...{ arriving: site.arriving, departing: site.departing },
    /** The house as the sender of these headers meets it: by session cookie or bearer token. */
    visit: async ({ headers, address }: { headers: Headers; address: string }) =>
      visitAs(await viewerOf(headers, address)),
    /** Answers `/api` and `/files`, and whether the house is well. */
    fetch: site.routes.fetch,
    upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => wires.upgrade(request, socket, head),
    /** The one-time link by which the first person comes in; null once somebody has. */
    foundingLink: (origin: string) => accounts.foundingLink(store, origin),
    /** Logs what went wrong where nobody meant it to, and says by which id of the request. */
    stumbled: (error: unknown) => toldOf(error, log),
    /** Makes backups as configured, which is for a server and not for commands beside it; returns what ends it. */
    keepBackups: () => keepBackups({ store, config, claims, log, clock }),
    /** Lets go of all that is kept to be quick, and is made anew when somebody asks. */
    rest: () => [site.kept.forgetAll, services.pages.forgetAll, store.rest].forEach((letGo) => letGo()),
    /** Tells balancers to send nobody more, and every browser to come back later. */
    hangUp: () => [site.ready, wires].forEach((one) => one.close()),
    /** Resolves when all reactions to what has happened so far, and all work behind it, are done. */
    settled,
    /** Ends what is under way, then closes; asked again it does no more. */
    close: () =>
      (closing ??= closeHouse({ store, standing, hold, services, live, stopWork, wires, settled })),
  };
}

function toldOf(error: unknown, log: Log): string | undefined {
  log.error('page failed', traceOf(error));
  return log.requestId();
}

type Open = Pick<Kept, 'store' | 'services' | 'live'> & {
  standing: Standing | null;
  hold: Hold;
  stopWork: () => void;
  wires: { close(): void };
  settled: () => Promise<void>;
};

async function closeHouse({
  store,
  standing,
  hold,
  services,
  live,
  stopWork,
  wires,
  settled,
}: Open): Promise<void> {
  stopWork();
  wires.close();
  await live.close();
  await services.imports.close();
  await settled();
  services.mail.close();
  await standing?.close();
  await store.close();
  await hold.letGo();
}

type Wiring = Pick<Kept, 'store' | 'live' | 'log'> & { meter: Meter } & Pick<SocketHouse, 'personOf'>;

const openWires = ({ store, live, log, meter, personOf }: Wiring) =>
  sockets({
    ...{ hub: live, log, personOf, letGo: meter.slowReaderDropped },
    hearersOf: (...of) => conversations.hearersOf(store.read, ...of),
  });

type Opened = Pick<Kept, 'store' | 'log'> & { meter: Meter; standing: Standing | null; config: Config };

async function openLive({ store, standing, config, log, meter }: Opened): Promise<Hub> {
  return hub({
    read: store.read,
    log,
    delivered: meter.delivered,
    bridge: await bridgeOf({ store, standing, natsUrl: config.natsUrl, log }),
    mayWatch: (personId, communityId) => communities.isMember(store.read, communityId, personId),
    frameOf: (fact) => frames[fact.kind]?.(store.read, fact) ?? Promise.resolve(null),
  });
}

interface Shell {
  store: Store;
  standing: Standing | null;
  hold: Hold;
}

async function openMigrated(config: Config, log: Log): Promise<Shell> {
  const standing = config.databaseUrl ? await openStanding(config.databaseUrl, log) : null;
  const opened: { close(): Promise<unknown> }[] = standing ? [standing] : [];
  try {
    const store = openStore(config);
    opened.push(store);
    const hold = await holdOpen(config.dataDir, standing);
    opened.push({ close: hold.letGo });
    await refuseUnfinished(store);
    const ran = await migrate(store);
    if (ran.length) log.info('migrated', { migrations: ran });
    return { store, standing, hold };
  } catch (error) {
    for (const one of opened) await one.close();
    throw error;
  }
}

type Opening = Pick<Kept, 'store' | 'claims' | 'log' | 'clock'> & { config: Config };

async function openServices({ config, store, claims, log, clock }: Opening): Promise<Services> {
  const services = {
    config,
    engine: store.engine,
    log,
    mail: openMailer(config.mailUrl, config.mailFrom),
    files: openFiles(config, log),
    limits: limiter(config.limits, store.engine === 'postgres' ? countTogether(store) : undefined),
    pages: conversations.openPages(),
    imports: transfer.openImports({ store, claims, config, log, clock }),
  } as Services;
  services.auth = await accounts.openAuth(store, services);
  services.registrationPasses.push(communities.inviteLetsRegister);
  services.noticings.push(communities.noticeChange, conversations.noticeChange);
  services.partings.push(communities.part, conversations.part, transfer.part);
  return services;
}

type Run = (viewer: Viewer, one: AnyVerb | AnyRead, input: unknown, cookies: string[]) => Promise<unknown>;

function visitor(viewer: Viewer, run: Run): Visit {
  const cookies: string[] = [];
  const call = (name: string, input: unknown) => {
    const one = byName.get(name);
    if (!one) throw notFound();
    return run(viewer, one, input, cookies);
  };
  return { viewer, cookies, act: call as Visit['act'], read: call as Visit['read'] };
}
