import { createHmac, timingSafeEqual } from 'node:crypto';

/** A session ends this long after its start, whatever happens; the cookie lives as long. */
export const LONGEST_S = 180 * 24 * 3600;
/** Some changes ask for a sign-in that is no older than this. */
export const FRESH_S = 3600;
/** How better-auth hears of the sender's address; a request's own header of this name is never passed on. */
export const ADDRESS_HEADER = 'x-kith-address';

const SIGNATURE_LENGTH = 44;

export const isSecure = (origin: string | null) => origin?.startsWith('https://') ?? false;

/** With https, browsers themselves see to it that no other host and no plain connection sets these cookies. */
export const cookiePrefix = (origin: string | null) => (isSecure(origin) ? '__Host-kith' : 'kith');

/** Reads better-auth's signed session cookie: `token.base64(HMAC-SHA-256)`, percent-encoded as a whole. */
export function sessionCookie(secret: string, origin: string | null) {
  const name = `${cookiePrefix(origin)}.session_token`;
  return {
    /** The session token in these headers; null where there is none or its signature is wrong. */
    tokenIn(headers: Headers): string | null {
      const value = cookieValue(headers.get('cookie'), name);
      const dot = value.length - SIGNATURE_LENGTH - 1;
      if (dot < 1 || value[dot] !== '.') return null;
      const token = value.slice(0, dot);
      const given = Buffer.from(value.slice(dot + 1), 'base64');
      const right = createHmac('sha256', secret).update(token).digest();
      return given.length === right.length && timingSafeEqual(given, right) ? token : null;
    },
    /** The header that makes a browser forget its session. */
    forgotten: `${name}=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax${isSecure(origin) ? '; Secure' : ''}`,
  };
}

function cookieValue(header: string | null, name: string): string {
  for (const pair of header?.split(';') ?? []) {
    const [key, value] = halves(pair);
    if (key !== name) continue;
    try {
      return decodeURIComponent(value);
    } catch {
      return '';
    }
  }
  return '';
}

function halves(pair: string): [string, string] {
  const equals = pair.indexOf('=');
  return [pair.slice(0, Math.max(equals, 0)).trim(), pair.slice(equals + 1).trim()];
}
