import { expect, it } from 'vitest';
import { hearQueries } from '../../../tests/budget/asked.ts';
import { onEachEngine } from '../../../tests/engines.ts';
import { newId } from '../../platform/ids.ts';
import { scene } from '../../domains/conversations/scene.ts';
import { searchFor } from './search.ts';

onEachEngine((engine) => {
  it('knows the people of each direct in which something was found, and asks for them at once', async () => {
    const s = await scene(engine);
    const query = new URLSearchParams({ q: 'surprise' });
    const directs = async () =>
      (await searchFor(s.founder, query)).directs.map(({ id, participants }) => [
        id,
        participants.map(({ name }) => name).sort(),
      ]);
    const direct = async (...people: { id: string }[]) => {
      const asked = { id: newId(), communityId: s.communityId, people: people.map(({ id }) => id) };
      const { id } = await s.founder.act('conversations.open-direct', asked);
      return id;
    };
    const [first, second, other] = [
      await direct(s.reader),
      await direct(s.reader, s.newcomer),
      await direct(s.newcomer),
    ];
    await s.say(s.founder, 'No surprise here.');
    await s.say(s.founder, 'Nothing to find.', { conversationId: other });
    expect(await directs()).toEqual([]);
    await s.say(s.founder, 'A surprise for you.', { conversationId: first });
    const queries = hearQueries(s.app);
    const withOne = await queries.during(directs);
    await s.say(s.founder, 'A surprise for you all.', { conversationId: second });
    expect((await queries.during(directs)).length).toBe(withOne.length);
    const [ines, reader, newcomer] = [s.founder.name, s.reader.name, s.newcomer.name];
    expect(Object.fromEntries(await directs())).toEqual({
      [first]: [ines, reader].sort(),
      [second]: [ines, reader, newcomer].sort(),
    });
  });
});
