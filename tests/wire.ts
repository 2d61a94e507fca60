import { once } from 'node:events';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { WebSocket } from 'ws';
import type { App } from '../src/app.ts';
import { newId } from '../src/platform/ids.ts';
import { serve } from '../src/server.ts';
import type { Person } from './people.ts';

/** What the server of a test listens with: any free port, and no origin but its own. */
export const onAnyPort = { port: 0, host: '127.0.0.1', origin: null };

/** Serves an app that was opened with `onAnyPort`, with pages that say nothing. */
export async function listenWith(app: App) {
  const served = await serve(app, async () => (_request, response) => void response.end('a page'));
  const origin = served.origin.replace('localhost', '127.0.0.1');
  return { origin, port: Number(new URL(origin).port), close: served.close };
}

/** The header of a program that acts for this person. */
export async function tokenOf(
  person: Person,
  scopes: ('read' | 'write')[] = ['read', 'write'],
): Promise<{ authorization: string }> {
  const { secret } = await person.act('accounts.create-token', { id: newId(), name: 'Test', scopes });
  return { authorization: `Bearer ${secret}` };
}

export type Wire = Awaited<ReturnType<typeof dial>>;

/** A program's wire to the house; rejects when the handshake is refused. */
export async function dial(origin: string, headers: Record<string, string>) {
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/live`, { headers });
  const frames: any[] = [];
  const waiting = new Set<() => void>();
  socket.on('message', (data: Buffer) => {
    frames.push(JSON.parse(data.toString()));
    waiting.forEach((look) => look());
  });
  const closed = once(socket, 'close').then(([code]) => code as number);
  closed.catch(() => undefined);
  await once(socket, 'open');
  return {
    socket,
    /** Everything that has arrived so far. */
    frames,
    facts: () => frames.flatMap((frame) => frame.fact ?? []),
    seqs: () => frames.flatMap((frame) => frame.fact?.seq ?? []) as number[],
    /** The close code, once it is closed. */
    closed,
    say: (frame: unknown) => socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame)),
    /** The first frame like this, waited for. */
    until: (isIt: (frame: any) => unknown) =>
      new Promise<any>((resolve) => {
        const look = () => {
          const found = frames.find(isIt);
          if (found === undefined) return;
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      }),
    end: () => socket.terminate(),
  };
}

/** Watches a community on a wire and resolves when it has caught up. */
export async function watch(wire: Wire, communityId: string, after: number | null = null): Promise<number> {
  const before = wire.frames.length;
  wire.say({ watch: [{ communityId, after }] });
  const { caughtUp } = await wire.until(
    (frame) => frame.caughtUp?.communityId === communityId && wire.frames.indexOf(frame) >= before,
  );
  return caughtUp.seq as number;
}

/** A bare connection that has sent a handshake, and reads only what the test asks for. */
export async function knock(port: number, headers: Record<string, string>): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  const all = {
    host: `127.0.0.1:${port}`,
    connection: 'upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': Buffer.alloc(16, 7).toString('base64'),
    ...headers,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(`GET /live HTTP/1.1\r\n${lines.join('')}\r\n`);
  return socket;
}
