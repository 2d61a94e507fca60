import { createServer } from 'node:net';
import type { Config } from '../../platform/config.ts';
import { mend, ok } from './finding.ts';
import type { Finding } from './finding.ts';

const PATIENCE_MS = 3000;

/** The port is free, or Kith answers there already. */
export async function lookAtPort({ host, port }: Config): Promise<Finding> {
  const refused = await tryToListen(host, port);
  if (!refused) return ok('port', port ? `${port} is free` : 'any that is free');
  if (refused !== 'EADDRINUSE') return mend('port', `cannot listen on ${host}:${port} (${refused})`, CHOOSE);
  if (await isKith(host, port)) return ok('port', `Kith answers on ${port}`);
  return mend('port', `something else listens on ${port}`, 'Stop it, or choose another port with PORT.');
}

const CHOOSE = 'Set HOST to an address of this machine and PORT to a number above 1023.';

function tryToListen(host: string, port: number): Promise<string | null> {
  return new Promise((answer) => {
    const server = createServer();
    server.once('error', ({ code, message }: NodeJS.ErrnoException) => answer(code ?? message));
    server.listen(port, host, () => server.close(() => answer(null)));
  });
}

async function isKith(host: string, port: number): Promise<boolean> {
  const at =
    host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '[::1]' : host.includes(':') ? `[${host}]` : host;
  try {
    const answer = await fetch(`http://${at}:${port}/api/v1/openapi.json`, {
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const { info } = (await answer.json()) as { info?: { title?: string } };
    return info?.title === 'Kith';
  } catch {
    return false; // Whatever answers otherwise, or not at all, is something else.
  }
}
