import { randomFillSync, randomBytes } from 'node:crypto';
import { z } from 'zod';

/** A UUIDv7 as text; the sender makes it, so that a retried call is the same call (RFC 9562, section 5.7). */
export const id = z.uuidv7();

const bytes = Buffer.alloc(16);

/** A new UUIDv7: 48 bits of UTC milliseconds, then 74 random bits. */
export function newId(now: number = Date.now()): string {
  randomFillSync(bytes);
  bytes.writeUIntBE(now, 0, 6);
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** A secret for links and tokens: 32 random bytes as base64url (256 bits). */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}
