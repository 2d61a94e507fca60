import { randomBytes, randomUUID } from 'node:crypto';
import { z } from 'zod';

/** A UUIDv7 as text; the sender makes it, so that a retried call is the same call (RFC 9562, section 5.7). */
export const id = z.uuidv7().toLowerCase();

/** A new UUIDv7: 48 bits of UTC milliseconds, then 74 random bits, which a random UUID has in the same places. */
export function newId(now: number = Date.now()): string {
  const time = now.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}

/** A secret for links and tokens: 32 random bytes as base64url (256 bits). */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}
