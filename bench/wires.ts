import { randomBytes } from 'node:crypto';
import { Agent } from 'node:http';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { newId } from '../src/platform/ids.ts';
import { send } from './load.ts';

/** A room and the tokens of those who listen there. */
export interface Room {
  communityId: string;
  roomId: string;
  tokens: string[];
}

export interface Wires {
  rooms: Room[];
  /** Milliseconds from sending to each arrival since `start`. */
  took: number[];
  began: Map<string, number>;
  close(): void;
}

const AT_ONCE = 50;
const SENDERS = 64;
const LATEST_MS = 1000;

/** Opens a wire for everybody in these rooms, at these addresses in turn. */
export async function openWires(origins: string[], rooms: Room[]): Promise<Wires> {
  const began = new Map<string, number>();
  const took: number[] = [];
  const heard = (id: string) => {
    const at = began.get(id);
    if (at !== undefined) took.push(performance.now() - at);
  };
  const everybody = rooms.flatMap(({ communityId, tokens }) =>
    tokens.map((token) => ({ communityId, token })),
  );
  const open: Socket[] = [];
  for (let at = 0; at < everybody.length; at += AT_ONCE) {
    const some = everybody
      .slice(at, at + AT_ONCE)
      .map(({ communityId, token }, index) =>
        watching(origins[index % origins.length]!, token, communityId, heard),
      );
    open.push(...(await Promise.all(some)));
  }
  return { rooms, took, began, close: () => open.forEach((wire) => wire.destroy()) };
}

/**
 * Milliseconds from sending to arrival at each wire of the room, at a steady rate over all rooms that waits for nobody:
 * every single delivery. What has not arrived a second after the last send counts as that late.
 */
export async function deliveries(
  origins: string[],
  { rooms, took, began }: Wires,
  rate: number,
  seconds: number,
): Promise<number[]> {
  took.length = 0;
  began.clear();
  const agent = new Agent({ keepAlive: true, maxSockets: SENDERS });
  const total = rate * seconds;
  const sends: Promise<void>[] = [];
  const first = performance.now();
  for (let at = 0; at < total; at++) {
    const wait = first + (at * 1000) / rate - performance.now();
    if (wait > 1) await new Promise((later) => setTimeout(later, wait));
    const room = rooms[at % rooms.length]!;
    const id = newId();
    began.set(id, performance.now());
    sends.push(send(origins[at % origins.length]!, agent, room.tokens[at % room.tokens.length]!, room, id));
  }
  await Promise.all(sends);
  await new Promise((later) => setTimeout(later, LATEST_MS));
  agent.destroy();
  const expected = Array.from({ length: total }, (_, at) => rooms[at % rooms.length]!.tokens.length);
  const missing = expected.reduce((sum, one) => sum + one, 0) - took.length;
  return [...took, ...Array<number>(Math.max(0, missing)).fill(LATEST_MS)];
}

const SENT = Buffer.from('"kind":"message.sent"');
const ID = Buffer.from(',"id":"');
const ID_LENGTH = 36;

/** What any wire has just read, until it has been looked at. */
const READ = Buffer.alloc(64 * 1024);

/**
 * A bare wire that only looks for the ids of messages, and reads into one buffer for all, so that the driver takes little
 * of the machine from the server.
 */
function watching(
  origin: string,
  token: string,
  communityId: string,
  heard: (id: string) => void,
): Promise<Socket> {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    let open = false;
    const read = (frames: Buffer): void => {
      if (!open && !frames.includes('HTTP/1.1 101 '))
        return reject(new Error(`no wire: ${frames.toString()}`));
      if (!open) wire.write(masked(JSON.stringify({ watch: [{ communityId, after: null }] })));
      open = true;
      if (frames.includes('{"caughtUp"')) resolve(wire);
      for (const id of idsIn(frames)) heard(id);
    };
    const callback = (length: number) => (read(READ.subarray(0, length)), true);
    const wire = connect({ host: hostname, port: Number(port), onread: { buffer: READ, callback } });
    wire.on('error', reject);
    wire.write(knock(hostname, token));
  });
}

function knock(host: string, token: string): string {
  const headers = {
    ...{ host, authorization: `Bearer ${token}`, connection: 'Upgrade', upgrade: 'websocket' },
    ...{ 'sec-websocket-version': '13', 'sec-websocket-key': randomBytes(16).toString('base64') },
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `GET /live HTTP/1.1\r\n${lines.join('')}\r\n`;
}

function* idsIn(frames: Buffer): Generator<string> {
  for (let at = frames.indexOf(SENT); at >= 0; at = frames.indexOf(SENT, at + 1)) {
    const from = frames.indexOf(ID, at) + ID.length;
    yield frames.toString('latin1', from, from + ID_LENGTH);
  }
}

/** A short text as a browser sends it (RFC 6455, 5.3), with a mask that changes nothing. */
function masked(text: string): Buffer {
  const length = Buffer.from([0x81, 0x80 | 126, text.length >> 8, text.length & 255, 0, 0, 0, 0]);
  return Buffer.concat([length, Buffer.from(text)]);
}
