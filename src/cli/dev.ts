import { AsyncLocalStorage } from 'node:async_hooks';
import type { IncomingMessage, Server } from 'node:http';
import { fileURLToPath } from 'node:url';
import type { Config } from '../platform/config.ts';
import type { Pages } from '../server.ts';
import type { Command } from './command.ts';

export const command: Command = {
  name: 'dev',
  does: 'For contributors: opens the house with pages that change in the browser as their files do.',
  usage: ['dev  like start; a change on the server’s side needs a new start'],
  wordless: true,
  async run() {
    const { keepOpen } = await import('../main.ts');
    process.removeAllListeners('SIGINT');
    return keepOpen({ pages: livingPages });
  },
};

/** Vite's pages on the house's own server, so that one address and one policy hold for both. */
async function livingPages(_config: Config, server: Server): Promise<Pages> {
  const { createServer } = await import('vite');
  const requests = new AsyncLocalStorage<IncomingMessage>();
  Object.assign(globalThis, { [Symbol.for('kith.requests')]: requests });
  const vite = await createServer({
    root: fileURLToPath(new URL('../..', import.meta.url)),
    appType: 'custom',
    server: { middlewareMode: { server }, ws: { server } },
  });
  server.once('close', () => void vite.close());
  return (request, response) => requests.run(request, () => vite.middlewares(request, response));
}
