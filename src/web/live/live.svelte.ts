import { createContext } from 'svelte';
import { browser } from '$app/env';
import { createClient, type Client } from '../api.ts';
import { createConnection, type Connection, type Wire } from './connection.ts';
import { createOutbox, type Outbox, type Posted } from './outbox.ts';
import type { Letter } from './letters.ts';
import type { MessageView } from '../views.ts';

/** What this page has from the server while it is open. The root layout sets it once; on the server it is silent. */
export interface Live {
  readonly client: Client;
  /** Null on the server and for strangers. */
  readonly connection: Connection | null;
  readonly outbox: Outbox | null;
  /** My messages that the server does not have yet. */
  readonly posted: Posted[];
  /** False while the network is away. */
  readonly online: boolean;
  /** Told of each message that has arrived. Returns how to stop. */
  onsent(hear: (letter: Letter, message: MessageView) => void): () => void;
}

export const [getLive, setLive] = createContext<Live>();

const AWAY_MS = 30_000;

/** The connection and the outbox of one person; call it while a component is made. */
export function startLive(personId: string | null): Live {
  const client = createClient();
  const hearers = new Set<(letter: Letter, message: MessageView) => void>();
  const mine = browser && personId !== null ? personId : null;
  let posted = $state.raw<Posted[]>([]);
  let online = $state(true);
  const connection = mine ? createConnection({ open: openWire }) : null;
  const outbox = mine
    ? createOutbox({
        box: localStorage,
        personId: mine,
        send: ({ writtenAt: _, personId: __, ...message }) =>
          client.act('conversations.send-message', message),
        onchange: (now) => (posted = now),
        onsent: (letter, message) => hearers.forEach((hear) => hear(letter, message)),
      })
    : null;

  $effect(() => {
    if (!connection || !outbox) return;
    posted = outbox.posted;
    online = navigator.onLine;
    outbox.resume();
    const stop = watchNetwork((now) => {
      online = now;
      if (!now) return;
      connection.refresh();
      outbox.resume();
    });
    return () => {
      stop();
      connection.close();
    };
  });

  return {
    client,
    connection,
    outbox,
    get posted() {
      return posted;
    },
    get online() {
      return online;
    },
    onsent(hear) {
      hearers.add(hear);
      return () => void hearers.delete(hear);
    },
  };
}

function openWire(): Wire {
  const url = new URL('/live', location.href);
  url.protocol = url.protocol.replace('http', 'ws');
  return new WebSocket(url) as unknown as Wire;
}

/** Tells when the network goes and comes, and when the page is looked at again after a while: phones sleep. */
function watchNetwork(tell: (online: boolean) => void): () => void {
  let hiddenAt = 0;
  const back = () => tell(true);
  const gone = () => tell(false);
  const seen = () => {
    if (document.hidden) hiddenAt = Date.now();
    else if (Date.now() - hiddenAt > AWAY_MS && navigator.onLine) tell(true);
  };
  addEventListener('online', back);
  addEventListener('offline', gone);
  document.addEventListener('visibilitychange', seen);
  return () => {
    removeEventListener('online', back);
    removeEventListener('offline', gone);
    document.removeEventListener('visibilitychange', seen);
  };
}
