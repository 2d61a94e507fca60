import { createHash, randomBytes } from 'node:crypto';

const ID_BYTES = 16;
const SECRET_BYTES = 16;

/** A new invite code: which community, then 128 random bits. Only its hash is stored. */
export function newCode(communityId: string): { code: string; secretHash: string } {
  const bytes = Buffer.concat([
    Buffer.from(communityId.replaceAll('-', ''), 'hex'),
    randomBytes(SECRET_BYTES),
  ]);
  return { code: bytes.toString('base64url'), secretHash: hashOf(bytes) };
}

/** What a code says about where to look for it; null for what no invite ever looked like. */
export function readCode(code: string): { communityId: string; secretHash: string } | null {
  const bytes = Buffer.from(code, 'base64url');
  if (bytes.length !== ID_BYTES + SECRET_BYTES || bytes.toString('base64url') !== code) return null;
  const hex = bytes.toString('hex', 0, ID_BYTES);
  const communityId = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return { communityId, secretHash: hashOf(bytes) };
}

const hashOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
