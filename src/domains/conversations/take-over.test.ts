import { setImmediate as aTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { onEachEngine } from '../../../tests/engines.ts';
import { insertMany } from '../../platform/db/index.ts';
import { newId } from '../../platform/ids.ts';
import { scene } from './scene.ts';
import { takeIn } from './take-in.ts';
import { takeOver } from './take-over.ts';

const MUCH = 2500;

onEachEngine((engine) => {
  test('all that somebody said becomes another one’s in one go, and others are answered meanwhile', async () => {
    const { app, founder, reader, newcomer, communityId, room, messages } = await scene(engine);
    const rows = Array.from({ length: MUCH }, (_, n) => ({
      ...{ id: newId(), authorId: reader.id, answers: null, body: `Row ${n}.`, html: `<p>Row ${n}.</p>` },
      ...{ createdAt: n, editedAt: null, state: 'here' as const, reactions: [], attachments: [] },
    }));
    const said = { conversationId: room.id, opens: null, messages: rows };
    const how = { many: insertMany(), engine: app.services.engine };
    await app.store.write((db) => takeIn(db, how, communityId, [said]));
    const order: string[] = [];
    const turn = { communityId, from: reader.id, to: newcomer.id, at: 0 };
    const taken = app.store
      .write((db) => takeOver(db, turn), communityId)
      .then(() => void order.push('taken over'));
    await aTurn();
    await aTurn();
    const meanwhile = await messages(founder);
    order.push('answered');
    await taken;
    // PostgreSQL does its work beside this process, and may be the first.
    if (engine.name === 'sqlite') expect(order).toEqual(['answered', 'taken over']);
    expect(new Set(meanwhile.map(({ author }) => author.id)).size).toBe(1);
    const authors = await app.store.read
      .selectFrom('message')
      .select((row) => ['author_id', row.fn.countAll<number>().as('many')])
      .where('community_id', '=', communityId)
      .where('conversation_id', '=', room.id)
      .groupBy('author_id')
      .execute();
    expect(authors).toEqual([{ author_id: newcomer.id, many: MUCH }]);
  });
});
