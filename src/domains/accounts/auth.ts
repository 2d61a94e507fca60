import type { Db, Store } from '../../platform/db/index.ts';
import { settingOnce } from '../../platform/db/index.ts';
import { newSecret } from '../../platform/ids.ts';
import { traceOf } from '../../platform/log.ts';
import type { Services } from '../../platform/services.ts';
import type { Library } from './library.ts';
import { sessionCookie } from './session-cookie.ts';
import { findSession } from './sessions.ts';
import { findToken } from './tokens.ts';

/** Says whether a pass, such as an invite, lets somebody with this e-mail address register; throws where it has more to say. */
type RegistrationPass = (db: Db, pass: string, email: string, now: number) => Promise<boolean>;

interface Auth {
  /** better-auth, read in at its first use: it is large, and most visits need no more than a look at a session. */
  library(): Promise<Library>;
  /** The same with what passkeys take, which is large once more. */
  libraryWithPasskeys(): Promise<Library>;
  /** Work that nobody waits for, such as mail whose time would tell something; what goes wrong is logged. */
  later(what: string, work: Promise<unknown>): void;
  /** Resolves when such work is done. */
  settled(): Promise<void>;
  cookie: ReturnType<typeof sessionCookie>;
  sessionOf(token: string, now: number): ReturnType<typeof findSession>;
  tokenOf(secret: string, now: number): ReturnType<typeof findToken>;
}

declare module '../../platform/services.ts' {
  interface Services {
    auth: Auth;
    /** Domains above put in here what else than the founding link lets people register. */
    registrationPasses: RegistrationPass[];
  }
}

/** Makes ready what knows people by their cookies and passwords; its secret is made at the first start. */
export async function openAuth(store: Store, services: Services): Promise<Auth> {
  services.registrationPasses ??= [];
  services.partings ??= [];
  services.noticings ??= [];
  const secret = await settingOnce(store, 'auth-secret', newSecret);
  const { log } = services;
  const open = async () => {
    const { openLibrary } = await import('./library.ts');
    return openLibrary(store, services, secret, log);
  };
  const underway = new Set<Promise<unknown>>();
  const openWithPasskeys = async () => {
    const [{ openLibrary }, { passkeys }] = await Promise.all([
      import('./library.ts'),
      import('./passkey-plugin.ts'),
    ]);
    return openLibrary(store, services, secret, log, [passkeys()]);
  };
  let library: Promise<Library> | undefined;
  let libraryWithPasskeys: Promise<Library> | undefined;
  return {
    library: () => (library ??= open()),
    libraryWithPasskeys: () => (libraryWithPasskeys ??= openWithPasskeys()),
    later(what, work) {
      const done = work
        .catch((error: unknown) => log.error(what, traceOf(error)))
        .finally(() => underway.delete(done));
      underway.add(done);
    },
    settled: async () => void (await Promise.all(underway)),
    cookie: sessionCookie(secret, services.config.origin),
    sessionOf: (token, now) => findSession(store, token, now),
    tokenOf: (secret, now) => findToken(store, secret, now),
  };
}
