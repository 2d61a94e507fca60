import { afterAll, describe, expect, inject, test } from 'vitest';
import { chosenEngines, newPostgres } from '../../tests/engines.ts';
import { emptyFolder, kith } from '../../tests/kith.ts';
import { inDatabase } from '../../tests/postgres.ts';
import { newId } from '../platform/ids.ts';
import type { Finding } from './doctor/finding.ts';

const TAKES_MS = 60_000;

describe.runIf(chosenEngines().includes('postgres'))('a PostgreSQL that does not let Kith in', () => {
  const ends: (() => Promise<unknown>)[] = [];
  afterAll(async () => {
    for (const end of ends.reverse()) await end();
  });

  /** What `start`, another command and `move` say on standard error, and what `doctor` finds of the database. */
  async function sayOf(databaseUrl: string) {
    const folder = await emptyFolder();
    const settings = { DATA_DIR: folder, BACKUP_DIR: folder, DATABASE_URL: databaseUrl, PORT: '0' };
    const calls = [['start'], ['person', 'list'], ['move', '--to', 'sqlite']];
    const said = [];
    // In turn, as whoever moves a house keeps the others out of it meanwhile.
    for (const call of calls) said.push(await kith(call, settings));
    const { code, out } = await kith(['doctor', '--json'], settings);
    const { findings } = JSON.parse(out) as { findings: Finding[] };
    const found = findings.find(({ what, state }) => /database|postgres/.test(what) && state === 'mend');
    expect(findings).not.toContainEqual(expect.objectContaining({ what: 'backups', state: 'mend' }));
    return { said, doctor: { code, found } };
  }

  const at = (change: Partial<URL>) => Object.assign(new URL(inject('postgres')!), change).href;

  /** A database for these letters, with the locale C. */
  async function madeFor(letters: string): Promise<string> {
    const name = `letters_${newId().replaceAll('-', '')}`;
    const as = `encoding '${letters}' locale_provider libc locale 'C' template template0`;
    await inDatabase(inject('postgres')!, `create database ${name} ${as}`);
    ends.push(() => inDatabase(inject('postgres')!, `drop database ${name} with (force)`));
    return at({ pathname: `/${name}` });
  }

  test.each([
    ['a wrong password', { password: 'forgotten' }, /password authentication failed/, /%40 for @/],
    [
      'a database that nobody made',
      { pathname: '/nowhere' },
      /"nowhere" does not exist/,
      /Make this database/,
    ],
    ['no TLS where it is wanted', { search: '?sslmode=verify-full' }, /SSL/, /sslmode=disable/],
  ])('%s is one line, with what to do', { timeout: TAKES_MS }, async (_, change, why, todo) => {
    const { said, doctor } = await sayOf(at(change));
    for (const { code, out, err } of said) {
      expect({ code, out }).toEqual({ code: 1, out: '' });
      expect(err).toMatch(/^kith: PostgreSQL does not let Kith in: .*\n$/);
      expect(err).toMatch(why);
      expect(err).toMatch(todo);
      expect(err).not.toContain('forgotten');
    }
    expect(doctor).toMatchObject({ code: 1, found: { what: 'database' } });
    expect(doctor.found!.says).toMatch(why);
    expect(doctor.found!.todo).toMatch(todo);
  });

  test('a name that may make no tables is told to own the database', { timeout: TAKES_MS }, async () => {
    const url = await newPostgres(ends, 'template0');
    const guest = `guest_${new URL(url).pathname.slice(-12)}`;
    await inDatabase(url, `create role ${guest} login password 'may-enter'`);
    ends.push(() => inDatabase(inject('postgres')!, `drop role ${guest}`));
    const { said, doctor } = await sayOf(
      Object.assign(new URL(url), { username: guest, password: 'may-enter' }).href,
    );
    for (const { code, err } of said.slice(0, 2)) {
      expect(code).toBe(1);
      expect(err).toMatch(
        /^kith: PostgreSQL does not let Kith in: permission denied .* own the database.*\n$/,
      );
    }
    expect(doctor).toMatchObject({
      code: 1,
      found: { what: 'postgres', says: expect.stringMatching(/make tables/) as string },
    });
  });

  test('one that can only be read is not taken for a data folder', { timeout: TAKES_MS }, async () => {
    const url = await newPostgres(ends, 'template0');
    const name = new URL(url).pathname.slice(1);
    await inDatabase(url, `alter database ${name} set default_transaction_read_only = on`);
    const { said, doctor } = await sayOf(url);
    expect(said[0]).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^kith: the database can only be read\..*\n$/) as string,
    });
    expect(said[1]).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^kith: The database can only be read.*\n$/) as string,
    });
    expect(doctor).toMatchObject({ code: 1, found: { what: 'postgres', says: 'can only be read' } });
  });

  test(
    'one that is not made for all letters is told of before a house is in it',
    { timeout: TAKES_MS },
    async () => {
      const { said, doctor } = await sayOf(await madeFor('LATIN1'));
      expect(said[0]!.code).toBe(1);
      expect(said[0]!.err).toMatch(/^kith: .*made for LATIN1, and Kith needs UTF8\. .*--encoding UTF8.*\n$/);
      expect(doctor).toMatchObject({
        code: 1,
        found: { what: 'postgres', todo: expect.stringMatching(/--encoding UTF8/) as string },
      });
    },
  );

  test('one that knows capitals from A to Z alone is told of by doctor', { timeout: TAKES_MS }, async () => {
    const settings = { DATA_DIR: await emptyFolder(), DATABASE_URL: await madeFor('UTF8') };
    const { code, out } = await kith(['doctor', '--json'], settings);
    expect(code).toBe(1);
    const { findings } = JSON.parse(out) as { findings: Finding[] };
    expect(findings).toContainEqual(expect.objectContaining({ what: 'capitals', state: 'mend' }));
  });

  test('one that is empty and waits for the first start is well', { timeout: TAKES_MS }, async () => {
    const [folder, databaseUrl] = [await emptyFolder(), await newPostgres(ends, 'template0')];
    const settings = { DATA_DIR: folder, BACKUP_DIR: folder, DATABASE_URL: databaseUrl };
    const { findings } = JSON.parse((await kith(['doctor', '--json'], settings)).out) as {
      findings: Finding[];
    };
    expect(findings).toContainEqual({
      ...{ what: 'database', state: 'ok', says: 'empty; the first start furnishes it' },
    });
    expect(findings).not.toContainEqual(expect.objectContaining({ what: 'backups', state: 'mend' }));
  });
});
