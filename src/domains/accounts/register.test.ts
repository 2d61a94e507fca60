import { expect, test } from 'vitest';
import { onEachEngine } from '../../../tests/engines.ts';

const ana = { handle: 'ana', name: 'Ana', email: 'ana@kith.test', password: 'walnut under snow' };
const stranger = { personId: null, scopes: null, address: '192.0.2.1' };

onEachEngine((engine) => {
  test('the founding link lets the first person in, once', async () => {
    const app = await engine.open();
    const link = await app.foundingLink('http://localhost:3000');
    const pass = new URL(link!).searchParams.get('key')!;
    const visit = app.visitAs(stranger);
    const { personId } = await visit.act('accounts.register', { pass, ...ana });
    const cookie = visit.cookies.map((one) => one.split(';')[0]).join('; ');
    const back = await app.visit({ headers: new Headers({ cookie }), address: '192.0.2.1' });
    expect(back.viewer.personId).toBe(personId);
    expect(await back.read('accounts.me', {})).toMatchObject({ handle: 'ana', email: 'ana@kith.test' });
  });
});
