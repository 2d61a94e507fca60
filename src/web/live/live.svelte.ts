import { createContext } from 'svelte';
import { browser } from '$app/env';
import { createClient, type Client } from '../api.ts';
import { asKithError } from '../errors.ts';
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
  /** True once this browser’s session has ended, which may have happened on another device. */
  readonly signedOut: boolean;
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
  let signedOut = $state(false);
  const connection = mine
    ? createConnection({
        open: openWire,
        onchange: (open) => open && (signedOut = false),
        onturnedaway: () => void askWhetherSignedIn(),
      })
    : null;
  const outbox = mine
    ? createOutbox({
        box: localStorage,
        personId: mine,
        send: ({ writtenAt: _, personId: __, files: ___, ...message }) =>
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
    const stop = watchNetwork({
      tell(now) {
        online = now;
        if (!now) return;
        connection.refresh();
        outbox.resume();
      },
      eager: () => signedOut,
    });
    return () => {
      stop();
      connection.close();
    };
  });

  /** Whatever else keeps the wire away says nothing about it. */
  async function askWhetherSignedIn(): Promise<void> {
    try {
      await client.read('accounts.me', {});
    } catch (refused) {
      if (asKithError(refused)?.reason === 'sign-in-first') signedOut = true;
    }
  }

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
    get signedOut() {
      return signedOut;
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

interface Watching {
  tell(online: boolean): void;
  /** Whether to tell at once when the page is looked at again, as one may have signed in beside it. */
  eager(): boolean;
}

/** Tells when the network goes and comes, and when the page is looked at again after a while: phones sleep. */
function watchNetwork({ tell, eager }: Watching): () => void {
  let hiddenAt = 0;
  const back = () => tell(true);
  const gone = () => tell(false);
  const seen = () => {
    if (document.hidden) hiddenAt = Date.now();
    else if ((eager() || Date.now() - hiddenAt > AWAY_MS) && navigator.onLine) tell(true);
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
