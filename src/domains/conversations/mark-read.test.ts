import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { onEachEngine } from '../../../tests/engines.ts';
import { refused } from '../../../tests/refusals.ts';
import { scene } from './scene.ts';
import type { Scene } from './scene.ts';

onEachEngine((engine) => {
  let s: Scene;
  const mark = (person: Scene['reader'], number: number) =>
    person.act('conversations.mark-read', { communityId: s.communityId, conversationId: s.room.id, number });
  const unread = async (person: Scene['reader']) =>
    (await person.read('conversations.list-unread', {})).conversations.map((one) => [
      one.title,
      one.mine.mentions,
    ]);
  beforeAll(async () => {
    s = await scene(engine);
  });

  it('makes the unread mark go away, and names what is addressed to one', async () => {
    await s.say(s.founder, 'Hello all');
    const { number } = await s.say(s.founder, 'And you, @tomas?');
    expect(await unread(s.reader)).toEqual([['compost', 1]]);
    await mark(s.reader, number);
    expect(await unread(s.reader)).toEqual([]);
    await s.say(s.founder, 'More');
    expect(await unread(s.reader)).toEqual([['compost', 0]]);
  });

  it('agrees with a plain count, whatever is said and read in whatever order', async () => {
    const step = fc.oneof(
      fc.record({ say: fc.constantFrom('Hi', 'Hi @noor', '@noor @noor') }),
      fc.record({ read: fc.integer({ min: 0, max: 60 }) }),
    );
    const said = (await s.messages(s.newcomer)).map((message) => message.body);
    let read = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 6 }), async (steps) => {
        for (const one of steps) {
          if ('say' in one) said.push((await s.say(s.founder, one.say)).body);
          else read = Math.max(read, (await mark(s.newcomer, one.read)).readNumber);
        }
        const { lastNumber, mine } = await s.conversation(s.newcomer, s.room.id);
        expect([lastNumber, mine.readNumber]).toEqual([said.length, read]);
        expect(mine.mentions).toBe(said.slice(read).filter((body) => body.includes('@noor')).length);
      }),
      { numRuns: 10 },
    );
  });

  it('never moves back, and never past the end', async () => {
    const { lastNumber } = await s.conversation(s.reader, s.room.id);
    expect(await mark(s.reader, 10_000)).toEqual({ readNumber: lastNumber });
    expect(await mark(s.reader, 1)).toEqual({ readNumber: lastNumber });
  });

  it('is not-found for strangers', async () => {
    await refused(mark(s.stranger, 1), 'not-found');
  });
});
