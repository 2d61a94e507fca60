import { beforeAll, describe, expect, test } from 'vitest';
import type { App } from '../../app.ts';
import { openBrowser, PASSWORD, register } from '../../../tests/browser.ts';
import { onEachEngine } from '../../../tests/engines.ts';

const ana = { handle: 'Ana', name: 'Ana', email: ' Ana@Example.org', password: PASSWORD };
const ben = { handle: 'ben', name: 'Ben', email: 'ben@example.org', password: PASSWORD };
const keyOf = (link: string | null) => new URL(link!).searchParams.get('key')!;

onEachEngine(({ open }) => {
  describe('with the founding link', () => {
    test('the first person comes in, once', async () => {
      const app = await open();
      const pass = keyOf(await app.foundingLink('http://localhost:3000'));
      const browser = openBrowser(app);
      expect(await browser.read('accounts.get-pass', { pass })).toEqual({ valid: true });
      const { personId } = await browser.act('accounts.register', {
        pass,
        ...ana,
        timeZone: 'Europe/Madrid',
      });
      expect(await browser.who()).toBe(personId);
      expect(await browser.read('accounts.me', {})).toMatchObject({
        id: personId,
        handle: 'ana',
        email: 'ana@example.org',
        timeZone: 'Europe/Madrid',
        language: 'en',
        imported: false,
      });
      expect(await browser.read('accounts.get-pass', { pass })).toEqual({ valid: false });
      const next = openBrowser(app).act('accounts.register', { pass, ...ben });
      await expect(next).rejects.toMatchObject({ kind: 'forbidden', reason: 'no-pass' });
      expect(await app.foundingLink('http://localhost:3000')).toBeNull();
    });

    test('of two who come at the same time, one is let in', async () => {
      const app = await open();
      const pass = keyOf(await app.foundingLink('http://localhost:3000'));
      const both = [ana, ben].map((one) => openBrowser(app).act('accounts.register', { pass, ...one }));
      const outcomes = (await Promise.allSettled(both)).map(({ status }) => status).sort();
      expect(outcomes).toEqual(['fulfilled', 'rejected']);
    });

    test('is the same whichever process is asked, and another one once it was used', async () => {
      const app = await open();
      const links = await Promise.all([1, 2, 3].map(() => app.foundingLink('http://localhost:3000')));
      expect(new Set(links).size).toBe(1);
      const pass = keyOf(links[0]!);
      expect(await openBrowser(app).read('accounts.get-pass', { pass })).toEqual({ valid: true });
      await openBrowser(app).act('accounts.register', { pass, ...ana });
      await app.store.write((db) => db.deleteFrom('auth_user').execute()); // As if all had erased their accounts.
      const later = keyOf(await app.foundingLink('http://localhost:3000'));
      expect(await openBrowser(app).read('accounts.get-pass', { pass })).toEqual({ valid: false });
      expect(await openBrowser(app).read('accounts.get-pass', { pass: later })).toEqual({ valid: true });
    });
  });

  describe('with a pass of another domain', () => {
    let app: App;
    beforeAll(async () => {
      app = await open();
      await register(app, 'Carla');
    });
    const come = (more: object) =>
      openBrowser(app).act('accounts.register', { pass: 'come in', ...ben, ...more });

    test.each([
      ['no pass', { pass: 'let me in' }, { kind: 'forbidden', reason: 'no-pass' }],
      [
        'a handle that is taken',
        { handle: 'carla' },
        { kind: 'conflict', reason: 'handle-taken', field: 'handle' },
      ],
      [
        'an address that is taken',
        { email: 'CARLA@example.org' },
        { kind: 'conflict', reason: 'email-taken' },
      ],
      ['a handle for many', { handle: 'everyone' }, { kind: 'invalid', field: 'handle' }],
      ['a short password', { password: 'x4f9-qz' }, { kind: 'invalid', field: 'password' }],
      ['a guessable password', { password: 'P4ssw0rd2026!' }, { reason: 'guessable-password' }],
      ['a time zone of the moon', { timeZone: 'Moon/Tycho' }, { kind: 'invalid', field: 'timeZone' }],
    ])('%s is refused', async (_what, more, refusal) => {
      await expect(come(more)).rejects.toMatchObject(refusal);
    });

    test('what is refused leaves nothing behind', async () => {
      await expect(come({ handle: 'dora', email: 'carla@example.org' })).rejects.toThrow();
      const dora = app.store.read.selectFrom('person').select('id').where('handle', '=', 'dora');
      expect(await dora.execute()).toEqual([]);
    });
  });
});
