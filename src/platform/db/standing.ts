import type { Duplex } from 'node:stream';
import pg from 'pg';
import { traceOf } from '../log.ts';
import type { Log } from '../log.ts';

const PING_MS = 4000;
/** Within this the server or this process notices that the other side has died or hangs. */
const SILENCE_MS = 15_000;
const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 5000;
/** The server asks a silent connection whether anybody is still there, and takes back what a dead one holds. */
export const KEEPALIVES =
  'set tcp_keepalives_idle = 5; set tcp_keepalives_interval = 3; set tcp_keepalives_count = 3';
const MANNERS = `set idle_session_timeout = ${SILENCE_MS}; ${KEEPALIVES};
  set application_name = 'kith standing ${process.pid}'`;

type Row = Record<string, unknown>;
type Ask = (sql: string, values?: unknown[]) => Promise<Row[]>;

/** What somebody needs of the standing connection. */
export interface Standby {
  /** The connection stands, for the first time or again; what is to be said on it first. */
  up?(ask: Ask): unknown;
  /** It is lost, and with it all that the server held for it. */
  down?(): void;
  /** Somebody else's NOTIFY has arrived. */
  notified?(payload: string): void;
}

/**
 * The one connection of this process beside the pool: what is held on it, such as locks and LISTEN, lasts as long as
 * the process does. It comes back by itself. A process that hangs is silent, and the server then ends it.
 */
export interface Standing {
  /** Asks in turn; rejects while the connection is down. */
  ask: Ask;
  stand(by: Standby): Promise<void>;
  close(): Promise<void>;
}

/** Connects; resolves after the first try, whether it has worked or not. */
export async function openStanding(url: string, log: Log): Promise<Standing> {
  const bystanders: Standby[] = [];
  let client: pg.Client | null = null;
  let turn: Promise<unknown> = Promise.resolve();
  let retry: NodeJS.Timeout | undefined;
  let closed = false;

  const ask: Ask = (sql, values) => {
    const asked = turn.then(async () => {
      if (!client) throw new Error('the standing connection is down');
      return (await client.query<Row>(sql, values)).rows;
    });
    turn = asked.catch(() => undefined);
    return asked;
  };

  function lose(lost: pg.Client): void {
    streamOf(lost).destroy();
    if (client !== lost) return;
    client = null;
    if (closed) return;
    log.warn('standing connection lost');
    for (const by of bystanders) by.down?.();
    connectSoon(FIRST_WAIT_MS);
  }

  function connectSoon(wait: number): void {
    if (closed) return;
    const next = Math.min(LONGEST_WAIT_MS, wait * 2);
    retry = setTimeout(() => void connect(next), wait * (0.5 + Math.random())).unref();
  }

  async function connect(next: number): Promise<void> {
    const fresh = new pg.Client({
      connectionString: url,
      connectionTimeoutMillis: 5000,
      query_timeout: 5000,
    });
    fresh.on('error', () => lose(fresh)).on('end', () => lose(fresh));
    fresh.on('notification', ({ processId, payload = '' }) => {
      if (processId !== (fresh as { processID?: number }).processID)
        for (const by of bystanders) by.notified?.(payload);
    });
    try {
      await fresh.connect();
      await fresh.query(MANNERS);
      if (closed) return void (await fresh.end());
      client = fresh;
      await Promise.all(bystanders.map((by) => by.up?.(ask)));
    } catch (error) {
      log.debug('standing connection not made', traceOf(error));
      if (client === fresh) return lose(fresh);
      streamOf(fresh).destroy();
      connectSoon(next);
    }
  }

  const ping = setInterval(() => {
    const pinged = client;
    if (pinged) ask('select 1').catch(() => lose(pinged));
  }, PING_MS).unref();
  await connect(FIRST_WAIT_MS);
  return {
    ask,
    async stand(by) {
      bystanders.push(by);
      const standing = client;
      if (standing) await Promise.resolve(by.up?.(ask)).catch(() => lose(standing));
    },
    async close() {
      closed = true;
      clearTimeout(retry);
      clearInterval(ping);
      await turn;
      await client?.end();
    },
  };
}

const streamOf = (client: pg.Client) =>
  (client as unknown as { connection: { stream: Duplex } }).connection.stream;
