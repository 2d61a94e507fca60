import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { asAilingDisk, asAilingPostgres, asAilingSqlite } from './ailing.ts';

const coded = (code: string, message = '') => Object.assign(new Error(message), { code });

test.each([
  [asAilingSqlite(Object.assign(new Error(), { errcode: 13 })), 'disk-full'],
  [asAilingSqlite(Object.assign(new Error(), { errcode: 778 })), 'disk-fails'],
  [asAilingSqlite(Object.assign(new Error(), { errcode: 1032 })), 'read-only'],
  [asAilingSqlite(Object.assign(new Error(), { errcode: 517 })), 'database-busy'],
  [asAilingPostgres(coded('57P01')), 'database-away'],
  [asAilingPostgres(coded('08006')), 'database-away'],
  [asAilingPostgres(coded('ECONNREFUSED')), 'database-away'],
  [asAilingPostgres(new Error('Connection terminated unexpectedly')), 'database-away'],
  [asAilingPostgres(new Error('timeout exceeded when trying to connect')), 'database-busy'],
  [asAilingPostgres(Object.assign(coded('ENOENT'), { syscall: 'connect' })), 'database-away'],
  [asAilingPostgres(coded('53300')), 'database-busy'],
  [asAilingPostgres(coded('25006')), 'read-only'],
  [asAilingPostgres(coded('53100')), 'disk-full'],
  [asAilingDisk(coded('ENOSPC')), 'disk-full'],
  [asAilingDisk(coded('EROFS')), 'read-only'],
])('%o is a refusal that says when to try again', (error, reason) => {
  expect(error).toMatchObject({ kind: 'unavailable', reason, retryAfter: expect.any(Number) as number });
});

test('what is wrong with a statement or a name stays what it is', () => {
  const clash = coded('23505', 'duplicate key');
  expect(asAilingPostgres(clash)).toBe(clash);
  const missing = coded('ENOENT');
  expect(asAilingPostgres(missing)).toBe(missing);
  expect(asAilingDisk(missing)).toBe(missing);
  const database = new DatabaseSync(':memory:');
  database.exec('create table kept (value integer primary key); insert into kept values (1)');
  const refused = (() => {
    try {
      database.exec('insert into kept values (1)');
    } catch (error) {
      return error;
    }
  })();
  expect(refused).toMatchObject({ errcode: 1555 });
  expect(asAilingSqlite(refused)).toBe(refused);
});
