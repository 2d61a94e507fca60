import type { Db, Store } from '../../platform/db/index.ts';
import { settingOnce } from '../../platform/db/index.ts';
import { newSecret } from '../../platform/ids.ts';
import { logger } from '../../platform/log.ts';
import type { Log } from '../../platform/log.ts';
import type { Services } from '../../platform/services.ts';
import type { Library } from './library.ts';
import { sessionCookie } from './session-cookie.ts';
import { sessionReader } from './sessions.ts';
import { tokenReader } from './tokens.ts';

/** Says whether a pass, such as an invite, lets somebody with this e-mail address register. */
export type RegistrationPass = (db: Db, pass: string, email: string, now: number) => Promise<boolean>;

export interface Auth {
  /** better-auth, read in at its first use: it is large, and most visits need no more than a look at a session. */
  library(): Promise<Library>;
  log: Log;
  cookie: ReturnType<typeof sessionCookie>;
  sessionOf: ReturnType<typeof sessionReader>;
  tokenOf: ReturnType<typeof tokenReader>;
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
  const secret = await settingOnce(store, 'auth-secret', newSecret);
  const log = logger(services.config.log);
  const open = async () => {
    const { openLibrary } = await import('./library.ts');
    return openLibrary(store, services, secret, log);
  };
  let library: Promise<Library> | undefined;
  return {
    library: () => (library ??= open()),
    log,
    cookie: sessionCookie(secret, services.config.origin),
    sessionOf: sessionReader(store),
    tokenOf: tokenReader(store),
  };
}
