import { connect, errors } from '@nats-io/transport-node';
import type { ConnectionOptions, NatsConnection, Subscription } from '@nats-io/transport-node';
import { newId } from '../ids.ts';
import { traceOf } from '../log.ts';
import type { Log } from '../log.ts';
import type { Bridge, Hearing, OpenBridge } from './bridge.ts';
import { gather } from './gather.ts';
import { parcels } from './parcel.ts';
import { read } from './word.ts';
import type { Word } from './word.ts';

const FOR_ALL = 'all';
const LARGEST_BYTES = 100_000;
const AGAIN_MS = 2000;
const PATIENCE = {
  timeout: 5000,
  maxReconnectAttempts: -1,
  reconnectTimeWait: 500,
  reconnectJitter: 500,
  pingInterval: 5000,
  maxPingOut: 2,
  noEcho: true,
};

/** NATS, with a subject for each community: a process hears of those alone that somebody watches there. */
export const natsBridge =
  (url: string, houseId: string, log: Log): OpenBridge =>
  (hearing) => {
    const subject = (place: string) => `kith.${houseId}.${place}`;
    const followed = new Map<string, Subscription | null>([[FOR_ALL, null]]);
    const absence = absences(log);
    let connection: NatsConnection | null = null;
    let away = true;
    let closed = false;

    function subscribe(place: string): void {
      const subscription = connection?.subscribe(subject(place), {
        callback: (refused, message) => void (refused ?? passOn(hearing, message.string())),
      });
      followed.set(place, subscription ?? null);
    }

    function stand(): void {
      away = false;
      absence.over();
      hearing.stands();
    }

    function lose(error?: unknown): void {
      away = true;
      if (!closed) absence.because(error);
    }

    /** Resolves, or rejects, with why the connection is over for good, as after credentials that were refused twice. */
    async function hold(): Promise<unknown> {
      const opened = await connect({ ...optionsOf(url), ...PATIENCE, name: `kith ${hearing.me}` });
      if (closed) return opened.close();
      connection = opened;
      for (const place of followed.keys()) subscribe(place);
      stand();
      for await (const now of opened.status()) {
        if (now.type === 'disconnect') lose();
        if (now.type === 'reconnect') stand();
        if (now.type === 'error' && now.error instanceof errors.PermissionViolationError)
          absence.because(now.error);
      }
      return opened.closed();
    }

    async function openUntilClosed(): Promise<void> {
      if (closed) return;
      const why = await hold().catch((error: unknown) => error);
      connection = null;
      lose(why);
      if (!closed) setTimeout(() => void openUntilClosed(), AGAIN_MS).unref();
    }

    void openUntilClosed();
    const gathering = gather(async (words) => {
      for (const { place, some } of runs(words))
        for (const letter of parcels(hearing.me, some, LARGEST_BYTES))
          if (!away) connection?.publish(subject(place), letter);
    });
    return {
      say: gathering.say,
      follow: (communityId) => followed.has(communityId) || subscribe(communityId),
      leave(communityId) {
        followed.get(communityId)?.unsubscribe();
        followed.delete(communityId);
      },
      async close() {
        closed = true;
        await gathering.sent();
        if (!away) await connection?.flush();
        await connection?.close();
      },
    } satisfies Bridge;
  };

/** Says something to itself by NATS; answers why that is not to be had, or null where it was heard. */
export async function whyNotHeard(url: string): Promise<string | null> {
  let connection: NatsConnection | undefined;
  try {
    connection = await connect({ ...optionsOf(url), timeout: PATIENCE.timeout, reconnect: false });
    const subject = `kith.doctor.${newId()}`;
    const heard = connection.subscribe(subject, { max: 1, timeout: PATIENCE.timeout });
    connection.publish(subject);
    for await (const word of heard) if (word.subject === subject) return null;
    return NOT_ALL;
  } catch (error) {
    return connection ? NOT_ALL : wordsFor(error);
  } finally {
    await connection?.close();
  }
}

/** Says once why NATS is not to be had, however often it is tried, and once that it is there again. */
function absences(log: Log) {
  let said: string | null = null;

  return {
    because(error: unknown): void {
      const why = wordsFor(error);
      if (why === said) return;
      said = why;
      log.warn(`${why}; what other processes do is heard up to a second later`, error ? traceOf(error) : {});
    },
    over(): void {
      if (said) log.info('NATS is there again');
      said = null;
    },
  };
}

function wordsFor(error: unknown): string {
  if (error instanceof errors.PermissionViolationError) return NOT_ALL;
  return isRefusal(error) ? 'NATS refuses the user or password in NATS_URL' : 'NATS is away';
}

const NOT_ALL = 'NATS does not let this user say or hear all of kith.>';

const isRefusal = (error: unknown) =>
  error instanceof errors.AuthorizationError || error instanceof errors.UserAuthenticationExpiredError;

function passOn(hearing: Hearing, text: string): void {
  const letter = read(text);
  for (const word of letter?.words ?? []) hearing.heard(letter!.from, word);
}

/** Words that follow on each other and are for the same subject; the order of all stays as it is. */
function runs(words: Word[]): { place: string; some: Word[] }[] {
  const found: { place: string; some: Word[] }[] = [];
  for (const word of words) {
    const place = ('communityId' in word && word.communityId) || FOR_ALL;
    if (found.at(-1)?.place === place) found.at(-1)!.some.push(word);
    else found.push({ place, some: [word] });
  }
  return found;
}

/** `nats://user:password@host:port`, or `nats://token@host`; `tls://` asks for a connection that nobody reads along. */
function optionsOf(url: string): ConnectionOptions {
  const { protocol, host, username, password } = new URL(url);
  const [user, pass] = [username, password].map(decodeURIComponent);
  return {
    servers: [host],
    ...(protocol === 'tls:' ? { tls: {} } : {}),
    ...(pass ? { user, pass } : user ? { token: user } : {}),
  };
}
