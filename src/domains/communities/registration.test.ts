import { beforeAll, expect, test } from 'vitest';
import type { App } from '../../app.ts';
import { newId } from '../../platform/ids.ts';
import { onEachEngine } from '../../../tests/engines.ts';
import { gather } from '../../../tests/people.ts';
import { inviteLetsRegister } from './registration.ts';

onEachEngine(({ open }) => {
  let app: App;
  beforeAll(async () => {
    app = await open();
  });

  test('an open invite lets register, one for a mail address only who has it', async () => {
    const { founder, community } = await gather(app);
    const invite = async (more: object = {}) =>
      founder.act('communities.invite', { communityId: community.id, id: newId(), ...more });
    const lets = (code: string, email: string, at = Date.now()) =>
      inviteLetsRegister(app.store.read, code, email, at);
    const link = await invite();
    expect(await lets(link.code, 'ada@example.org')).toBe(true);
    expect(await lets(link.code, 'ada@example.org', link.invite.expiresAt)).toBe(false);
    expect(await lets('nonsense', 'ada@example.org')).toBe(false);
    const mail = await invite({ email: 'ada@example.org' });
    expect(await lets(mail.code, 'Ada@Example.org')).toBe(true);
    const elsewhere = { kind: 'invalid', field: 'email', reason: 'other-address' };
    await expect(lets(mail.code, 'sol@example.org')).rejects.toMatchObject(elsewhere);
    expect(await lets(mail.code, 'sol@example.org', mail.invite.expiresAt), 'an ended one says nothing').toBe(
      false,
    );
  });
});
