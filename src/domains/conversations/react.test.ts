import { beforeAll, expect, it } from 'vitest';
import { onEachEngine } from '../../../tests/engines.ts';
import { refused } from '../../../tests/refusals.ts';
import { scene } from './scene.ts';
import type { Scene } from './scene.ts';

onEachEngine((engine) => {
  let s: Scene;
  beforeAll(async () => {
    s = await scene(engine);
  });

  it('shows who reacted, in order', async () => {
    const live = await s.listen(s.newcomer);
    const message = await s.say(s.founder, 'Steam again!');
    await s.reader.act('conversations.react', { ...s.at(message), emoji: '🌱' });
    await s.newcomer.act('conversations.react', { ...s.at(message), emoji: '☕' });
    const view = await s.founder.act('conversations.react', { ...s.at(message), emoji: '🌱' });
    expect(view.reactions.map(({ emoji, people }) => [emoji, people.map((person) => person.name)])).toEqual([
      ['🌱', ['Tomas', 'Ines']],
      ['☕', ['Noor']],
    ]);
    expect((await live.heard()).at(-1)).toMatchObject({ kind: 'message.reacted', view });
  });

  it('counts nobody twice, and can be taken off', async () => {
    const message = await s.say(s.founder, 'Tea?');
    const put = { ...s.at(message), emoji: '👩‍🌾' };
    await s.reader.act('conversations.react', put);
    expect((await s.reader.act('conversations.react', put)).reactions[0]?.people).toHaveLength(1);
    expect((await s.reader.act('conversations.react', { ...put, on: false })).reactions).toEqual([]);
  });

  it('takes emoji only, and not too many', async () => {
    const message = await s.say(s.founder, 'Try me');
    for (const emoji of ['+1', 'a', '🌱🌱', '<b>']) {
      await refused(s.reader.act('conversations.react', { ...s.at(message), emoji }), 'invalid', 'invalid');
    }
    for (let at = 0; at < 20; at++) {
      await s.reader.act('conversations.react', {
        ...s.at(message),
        emoji: String.fromCodePoint(0x1f600 + at),
      });
    }
    await refused(
      s.reader.act('conversations.react', { ...s.at(message), emoji: '🪱' }),
      'conflict',
      'enough-emoji',
    );
  });

  it('refuses stones and is not-found for strangers', async () => {
    const message = await s.say(s.founder, 'Gone soon');
    await refused(s.stranger.act('conversations.react', { ...s.at(message), emoji: '🌱' }), 'not-found');
    await s.founder.act('conversations.delete-message', s.at(message));
    await refused(
      s.reader.act('conversations.react', { ...s.at(message), emoji: '🌱' }),
      'forbidden',
      'gone',
    );
  });
});
