import type { Config } from '../../platform/config.ts';
import { mend, ok } from './finding.ts';
import type { Finding } from './finding.ts';

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|::1)$/;

/** Whether ORIGIN, HOST and TRUST_PROXY tell the same story. */
export function lookAtAddress({ origin, host, trustProxy }: Config): Finding {
  const inside = LOOPBACK.test(host);
  if (!origin) {
    if (inside) return ok('address', `this machine alone (HOST=${host})`);
    return mend('address', `HOST=${host} lets others in, but links need to know by what name`, SET_ORIGIN);
  }
  const { protocol, hostname } = new URL(origin);
  if (protocol === 'https:' && !trustProxy) {
    return mend('address', `${origin} is served by a proxy that Kith does not trust`, TRUST);
  }
  if (protocol === 'http:' && !LOOPBACK.test(hostname)) {
    return mend(
      'address',
      `${origin} is not https: passwords travel in the open and passkeys do not work`,
      GO_SECURE,
    );
  }
  if (trustProxy && !inside) {
    return mend('address', `HOST=${host} lets visitors pass by the proxy and claim any address`, GO_INSIDE);
  }
  return ok('address', origin);
}

const SET_ORIGIN = 'Set ORIGIN to the address that people type, such as https://kith.example.org.';
const TRUST = 'Set TRUST_PROXY=on, or all visitors share the limits of one address.';
const GO_SECURE = 'Put a proxy with a certificate in front (the README shows one), and set ORIGIN to https.';
const GO_INSIDE = 'Set HOST=127.0.0.1, unless the proxy reaches Kith over a network of its own.';
