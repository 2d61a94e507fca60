import { expect, test } from 'vitest';
import { newId } from '../../platform/ids.ts';
import { newCode, readCode } from './code.ts';

test('a code leads to its community and to the hash that was stored, and is never the same', () => {
  const communityId = newId();
  const made = newCode(communityId);
  expect(made.code).toMatch(/^[\w-]{43}$/);
  expect(readCode(made.code)).toEqual({ communityId, secretHash: made.secretHash });
  expect(newCode(communityId).code).not.toBe(made.code);
});

test('what is no code is read as none, also when it decodes to the same bytes', () => {
  const { code } = newCode(newId());
  for (const wrong of ['', 'x', code.slice(1), `${code}A`, `${code}=`, ` ${code}`, code.replace(/.$/, '!')]) {
    expect(readCode(wrong)).toBeNull();
  }
});
