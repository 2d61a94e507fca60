import { betterAuth } from 'better-auth';
import type { BetterAuthOptions, BetterAuthPlugin } from 'better-auth';
import type { Store } from '../../platform/db/index.ts';
import { newId } from '../../platform/ids.ts';
import type { Log } from '../../platform/log.ts';
import type { Services } from '../../platform/services.ts';
import { longestPassword, shortestPassword } from './password.ts';
import { ADDRESS_HEADER, cookiePrefix, FRESH_S, isSecure, LONGEST_S } from './session-cookie.ts';

export type Library = ReturnType<typeof openLibrary>;

/** better-auth on the house's own database, with its tables and cookies named as the house names things. */
export function openLibrary(
  store: Store,
  services: Services,
  secret: string,
  log: Log,
  plugins: BetterAuthPlugin[] = [],
) {
  const { origin } = services.config;
  const options = {
    appName: 'Kith',
    secret,
    basePath: '/api/auth',
    ...(origin ? { baseURL: origin } : {}),
    database: { db: store.library, type: store.engine },
    telemetry: { enabled: false },
    rateLimit: { enabled: false },
    logger: {
      log: (level, message) => level === 'error' && log.error('better-auth', { what: firstWords(message) }),
    },
    emailAndPassword: {
      enabled: true,
      minPasswordLength: shortestPassword,
      maxPasswordLength: longestPassword,
      resetPasswordTokenExpiresIn: 3600,
    },
    session: {
      modelName: 'auth_session',
      fields: {
        userId: 'person_id',
        ipAddress: 'address',
        userAgent: 'agent',
        ...times,
        expiresAt: 'expires_at',
      },
      expiresIn: LONGEST_S,
      freshAge: FRESH_S,
      disableSessionRefresh: true,
    },
    user: { modelName: 'auth_user', fields: { emailVerified: 'email_verified', ...times } },
    account: { modelName: 'auth_credential', fields: credentialFields },
    verification: {
      modelName: 'auth_verification',
      fields: { expiresAt: 'expires_at', ...times },
      storeIdentifier: 'hashed',
    },
    advanced: {
      database: { generateId: () => newId() },
      cookiePrefix: cookiePrefix(origin),
      useSecureCookies: false,
      defaultCookieAttributes: { secure: isSecure(origin), sameSite: 'lax', httpOnly: true, path: '/' },
      disableOriginCheck: false,
      disableCSRFCheck: false,
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER], ipv6Subnet: 128 },
    },
    plugins,
  } satisfies BetterAuthOptions;
  return betterAuth(options);
}

/** What follows a colon or a quotation mark may be what somebody has sent. */
const firstWords = (message: string) => message.split(/[:"'`([{<]/)[0]!.trim();

const times = { createdAt: 'created_at', updatedAt: 'updated_at' } as const;

const credentialFields = {
  userId: 'person_id',
  accountId: 'account_id',
  providerId: 'provider_id',
  accessToken: 'access_token',
  refreshToken: 'refresh_token',
  idToken: 'id_token',
  accessTokenExpiresAt: 'access_token_expires_at',
  refreshTokenExpiresAt: 'refresh_token_expires_at',
  ...times,
} as const;
