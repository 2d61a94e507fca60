import { beforeAll, expect, it } from 'vitest';
import { onEachEngine } from '../../../tests/engines.ts';
import { refused } from '../../../tests/refusals.ts';
import { scene } from './scene.ts';
import type { Scene } from './scene.ts';

onEachEngine((engine) => {
  let s: Scene;
  const reason = 'Names a person who did not ask to be named.';
  beforeAll(async () => {
    s = await scene(engine);
  });

  it('lets a host remove a message, and says why in its place', async () => {
    const live = await s.listen(s.reader);
    const message = await s.say(s.reader, 'Somebody said…');
    const stone = await s.founder.act('conversations.remove-message', { ...s.at(message), reason });
    expect(stone).toMatchObject({ state: 'removed', body: '', removedReason: reason });
    expect((await live.heard()).at(-1)).toMatchObject({ kind: 'message.removed', view: stone });
  });

  it('is final: its author cannot write into the stone', async () => {
    const message = await s.say(s.reader, 'Again…');
    await s.founder.act('conversations.remove-message', { ...s.at(message), reason });
    await refused(
      s.reader.act('conversations.edit-message', { ...s.at(message), body: 'Ha' }),
      'forbidden',
      'gone',
    );
    await s.reader.act('conversations.delete-message', s.at(message));
    expect((await s.messages(s.reader)).at(-1)).toMatchObject({ state: 'removed' });
  });

  it('refuses members, and needs a reason', async () => {
    const message = await s.say(s.founder, 'Hm.');
    await refused(
      s.reader.act('conversations.remove-message', { ...s.at(message), reason }),
      'forbidden',
      'hosts-only',
    );
    await refused(
      s.founder.act('conversations.remove-message', { ...s.at(message), reason: '' }),
      'invalid',
      'invalid',
    );
  });

  it('is not-found for strangers', async () => {
    const message = await s.say(s.founder, 'Hm.');
    await refused(s.stranger.act('conversations.remove-message', { ...s.at(message), reason }), 'not-found');
  });
});
