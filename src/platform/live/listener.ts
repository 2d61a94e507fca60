import type { Duplex } from 'node:stream';
import { Sender } from 'ws';
import type { WebSocket } from 'ws';

const SLOW_READER_BYTES = 1_000_000;
const TEXT = { fin: true, rsv1: false, opcode: 1, mask: false, readOnly: true };

declare module 'ws' {
  const Sender: { frame(data: Buffer, options: typeof TEXT): Buffer[] };
}

export interface Listener {
  personId: string;
  socket: WebSocket;
  /** What the socket itself writes to. */
  wire: Pick<Duplex, 'write'>;
  watching: Set<string>;
  /** Told when it has not kept up. */
  letGo?: () => void;
}

/** A message as it goes over the wire, made once for all who get it. */
export const packed = (said: unknown): Buffer =>
  Buffer.concat(Sender.frame(Buffer.from(JSON.stringify(said)), TEXT));

/**
 * Writes what is packed. This passes by the socket's own sending, which costs half as much again, and may do so as
 * long as sockets do not compress, when they write at once. A reader that does not keep up is let go; it comes back by
 * its cursor with nothing lost.
 */
export function send({ socket, wire, letGo }: Listener, message: Buffer): void {
  if (socket.readyState !== socket.OPEN) return;
  if (socket.bufferedAmount <= SLOW_READER_BYTES) return void wire.write(message);
  socket.terminate();
  letGo?.();
}
