import { beforeAll, expect, it } from 'vitest';
import { meet, bringIn } from '../../../tests/people.ts';
import { onEachEngine } from '../../../tests/engines.ts';
import { refused } from '../../../tests/refusals.ts';
import { newId } from '../../platform/ids.ts';
import { scene } from './scene.ts';
import type { Scene } from './scene.ts';

onEachEngine((engine) => {
  let s: Scene;
  const to = (...people: { id: string }[]) => ({
    id: newId(),
    communityId: s.communityId,
    people: people.map((one) => one.id),
  });
  beforeAll(async () => {
    s = await scene(engine);
  });

  it('is between its people only, hosts or not', async () => {
    const live = await s.listen(s.newcomer);
    const outside = await s.listen(s.founder);
    const direct = await s.reader.act('conversations.open-direct', to(s.newcomer));
    await s.say(s.reader, 'Welcome, Noor.', { conversationId: direct.id });
    expect((await live.heard()).map((fact) => fact.kind)).toEqual(['conversation.opened', 'message.sent']);
    expect(await outside.heard()).toEqual([]);
    await refused(s.conversation(s.founder, direct.id), 'not-found');
    expect(await s.founder.read('conversations.list-directs', { communityId: s.communityId })).toEqual([]);
  });

  it('is one for the same people, whoever opens it', async () => {
    const first = await s.founder.act('conversations.open-direct', to(s.reader, s.newcomer));
    const second = await s.newcomer.act('conversations.open-direct', to(s.reader, s.founder, s.newcomer));
    expect(second.id).toBe(first.id);
    expect((await s.founder.act('conversations.open-direct', to(s.reader))).id).not.toBe(first.id);
  });

  it('needs somebody else, at most eight, and members only', async () => {
    await refused(s.reader.act('conversations.open-direct', to(s.reader)), 'invalid', 'only-you');
    await refused(s.reader.act('conversations.open-direct', to(s.stranger)), 'invalid', 'not-a-member');
    const crowd = [];
    for (const name of ['Ada', 'Bo', 'Cy', 'Di', 'Ed', 'Flo', 'Gus', 'Hal']) {
      const person = await meet(s.app, name);
      await bringIn(s.founder, person, s.communityId);
      crowd.push(person);
    }
    await refused(s.reader.act('conversations.open-direct', to(...crowd)), 'invalid', 'too-many-people');
    expect(
      (await s.reader.act('conversations.open-direct', to(...crowd.slice(1)))).participants,
    ).toHaveLength(8);
  });

  it('is one, also when both open it at the same time', async () => {
    const pair = [s.newcomer, s.founder];
    const open = ([one, other]: typeof pair) =>
      one!.act('conversations.open-direct', { id: newId(), communityId: s.communityId, people: [other!.id] });
    const [a, b] = await Promise.all([open(pair), open(pair.toReversed())]);
    expect(a.id).toBe(b.id);
  });

  it('is another one than that which somebody has left', async () => {
    const away = await meet(s.app, 'Rosa');
    await bringIn(s.founder, away, s.communityId);
    const three = await s.reader.act('conversations.open-direct', to(s.newcomer, away));
    await s.say(s.reader, 'For the three of us.', { conversationId: three.id });
    await away.act('communities.leave', { communityId: s.communityId });
    await s.app.settled();
    const two = await s.newcomer.act('conversations.open-direct', to(s.reader));
    expect(two.id).not.toBe(three.id);
    await s.say(s.reader, 'Now that Rosa is away …', { conversationId: three.id });
    await bringIn(s.founder, away, s.communityId);
    const again = await s.reader.act('conversations.open-direct', to(s.newcomer, away));
    expect(again.id).not.toBe(three.id);
    await refused(s.conversation(away, three.id), 'not-found');
    expect((await s.newcomer.act('conversations.open-direct', to(s.reader))).id).toBe(two.id);
  });

  it('is not-found for strangers', async () => {
    await refused(s.stranger.act('conversations.open-direct', to(s.reader)), 'not-found');
  });
});
