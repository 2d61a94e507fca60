import { createServer, request } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';

const HOST = '127.0.0.1';

/** Sends each request and each wire to the next process in turn, so that nobody comes back to the same one. */
export async function openBalancer(ports: number[]): Promise<{ port: number; close: () => void }> {
  let turn = 0;
  const next = () => ports[turn++ % ports.length]!;
  const server = createServer((asked, answer) => passRequest(next(), asked, answer));
  server.on('upgrade', (asked: IncomingMessage, socket, head) => passWire(next(), asked, socket, head));
  await new Promise<void>((done) => server.listen(0, HOST, done));
  return {
    port: (server.address() as AddressInfo).port,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Over a connection of its own: one that is kept may be closed by the other side just then. */
function passRequest(port: number, asked: IncomingMessage, answer: ServerResponse): void {
  const { method, url: path } = asked;
  const headers = { ...asked.headers, connection: 'close' };
  const onward = request({ agent: false, host: HOST, port, method, path, headers }, (said) => {
    const { connection: _, ...others } = said.headers;
    answer.writeHead(said.statusCode!, others);
    said.pipe(answer);
    said.once('error', () => answer.destroy());
  });
  onward.once('error', () => answer.destroy());
  answer.once('close', () => onward.destroy());
  asked.pipe(onward);
}

function passWire(port: number, asked: IncomingMessage, socket: Duplex, head: Buffer): void {
  const onward = connect(port, HOST, () => {
    onward.write(`${asked.method} ${asked.url} HTTP/1.1\r\n${linesOf(asked.rawHeaders)}\r\n`);
    onward.write(head);
    onward.pipe(socket).pipe(onward);
  });
  for (const [one, other] of [
    [onward, socket],
    [socket, onward],
  ] as const)
    one.on('error', () => other.destroy()).once('close', () => other.destroy());
}

/** Names and values stand in turn. */
const linesOf = (raw: string[]): string => raw.map((part, n) => part + (n % 2 ? '\r\n' : ': ')).join('');
