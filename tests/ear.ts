import type { WebSocket } from 'ws';
import type { Listener } from '../src/platform/live/listener.ts';

/** Somebody's wire that keeps what is sent over it. */
export function openEar(personId: string) {
  const said: any[] = [];
  const socket = {
    readyState: 1,
    OPEN: 1,
    bufferedAmount: 0,
    close: (code?: number) => Object.assign(socket, { readyState: 2, code }),
    terminate: () => Object.assign(socket, { readyState: 3 }),
  };
  const wire = { write: (frame: Buffer) => said.push(JSON.parse(textIn(frame))) > 0 };
  const listener = {
    personId,
    socket: socket as unknown as WebSocket,
    wire: wire as Listener['wire'],
    watching: new Set<string>(),
  };
  return { listener, socket, said };
}

/** The text in a frame as servers send it (RFC 6455, 5.2). */
function textIn(frame: Buffer): string {
  if (frame[0] !== 0x81) throw new Error('This is not one whole text.');
  return frame.subarray(frame[1]! < 126 ? 2 : frame[1] === 126 ? 4 : 10).toString();
}
