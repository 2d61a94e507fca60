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
  const wire = {
    write: (frames: Buffer) => said.push(...textsIn(frames).map((text) => JSON.parse(text))) > 0,
  };
  const listener = {
    personId,
    socket: socket as unknown as WebSocket,
    wire: wire as Listener['wire'],
    watching: new Set<string>(),
  };
  return { listener, socket, said };
}

/** The texts in frames as servers send them (RFC 6455, 5.2). */
function textsIn(frames: Buffer): string[] {
  if (frames.length === 0) return [];
  if (frames[0] !== 0x81) throw new Error('This is not one whole text.');
  const short = frames[1]!;
  const [from, length] =
    short < 126
      ? [2, short]
      : short === 126
        ? [4, frames.readUInt16BE(2)]
        : [10, Number(frames.readBigUInt64BE(2))];
  const end = from + length;
  return [frames.subarray(from, end).toString(), ...textsIn(frames.subarray(end))];
}
