import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { loadPages } from './serve.ts';

/** Pages of a build that only tells for which host it was asked. */
async function served(origin: string | null) {
  const build = await mkdtemp(join(tmpdir(), 'kith-pages-'));
  onTestFinished(() => rm(build, { recursive: true }));
  const handler = "(request, response) => response.end('pages for ' + request.headers['x-kith-host'])";
  await writeFile(join(build, 'handler.js'), `export const handler = ${handler};`);
  const pages = await loadPages({ build, origin, bodyLimit: 1, addressOf: () => '192.0.2.1' });
  const server = createServer(pages).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return (lines: string) => {
    const socket = connect(port, '127.0.0.1');
    socket.end(`GET / HTTP/1.0\r\n${lines}\r\n`);
    return text(socket);
  };
}

test('pages are those of the host that is asked for, and of none where none is named', async () => {
  const ask = await served(null);
  expect(await ask('Host: here.example\r\n')).toMatch(/pages for here\.example$/);
  expect(await ask('')).toMatch(/^HTTP\/1\.1 400 [^]*Bad Request$/);
});

test('where an origin is set, it counts whatever is asked for', async () => {
  const ask = await served('https://kith.example.org');
  for (const lines of ['Host: here.example\r\nX-Kith-Host: evil.example\r\n', ''])
    expect(await ask(lines)).toMatch(/pages for kith\.example\.org$/);
});
