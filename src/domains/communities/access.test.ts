import { expect, test } from 'vitest';
import { mayClose, mayComeIn, mayHandOver, mayLeave, mayRemove, mayRevoke, mayStepDown } from './access.ts';
import type { Standing } from './access.ts';

const host: Standing = { personId: 'h', role: 'host', hostCount: 2, memberCount: 5 };
const lastHost: Standing = { ...host, hostCount: 1 };
const alone: Standing = { ...lastHost, memberCount: 1 };
const member: Standing = { ...host, personId: 'm', role: 'member' };

const why = (answer: { yes: boolean; reason?: string }) => (answer.yes ? 'yes' : answer.reason);

test('who may step down or leave', () => {
  expect([host, lastHost, alone, member].map(mayStepDown).map(why)).toEqual([
    'yes',
    'last-host',
    'last-member',
    'yes',
  ]);
  expect([host, lastHost, alone, member].map(mayLeave).map(why)).toEqual([
    'yes',
    'last-host',
    'last-member',
    'yes',
  ]);
});

test('who may remove whom', () => {
  expect(why(mayRemove(host, { personId: 'm', role: 'member' }))).toBe('yes');
  expect(why(mayRemove(host, { personId: 'o', role: 'host' }))).toBe('is-host');
  expect(why(mayRemove(host, { personId: 'h', role: 'host' }))).toBe('not-yourself');
  expect(why(mayRemove(member, { personId: 'o', role: 'member' }))).toBe('hosts-only');
});

test('who may hand over, close, and end an invite', () => {
  expect(why(mayHandOver(lastHost, 'm'))).toBe('yes');
  expect(why(mayHandOver(lastHost, 'h'))).toBe('not-yourself');
  expect(why(mayHandOver(member, 'h'))).toBe('hosts-only');
  expect(why(mayClose(host, 'garden', 'garden'))).toBe('yes');
  expect(why(mayClose(host, 'garden', 'Garden'))).toBe('not-confirmed');
  expect(why(mayClose(member, 'garden', 'garden'))).toBe('hosts-only');
  expect(why(mayRevoke(member, 'm'))).toBe('yes');
  expect(why(mayRevoke(member, 'h'))).toBe('not-yours');
  expect(why(mayRevoke(host, 'm'))).toBe('yes');
});

test('who may come in', () => {
  expect(why(mayComeIn({ removedBecause: null, forAnotherAddress: false }))).toBe('yes');
  expect(why(mayComeIn({ removedBecause: 'Shouting.', forAnotherAddress: false }))).toBe('removed');
  expect(why(mayComeIn({ removedBecause: null, forAnotherAddress: true }))).toBe('other-address');
});
