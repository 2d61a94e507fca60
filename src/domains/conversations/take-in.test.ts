import { expect, test } from 'vitest';
import { onEachEngine } from '../../../tests/engines.ts';
import { insertMany } from '../../platform/db/index.ts';
import { newId } from '../../platform/ids.ts';
import { scene } from './scene.ts';
import { takeIn } from './take-in.ts';
import type { TakenStretch } from './take-in.ts';

onEachEngine((engine) => {
  test('what an archive brought last shows in lists with the names that it shows', async () => {
    const { app, founder, reader, communityId, room, conversation } = await scene(engine);
    const message = () => ({
      ...{ id: newId(), authorId: reader.id, answers: null, body: 'Soup, @ines?' },
      ...{ html: '<p>Soup, <span class="mention">@Ines</span>?</p>' },
      ...{ createdAt: 1, editedAt: null, state: 'here' as const, reactions: [], attachments: [] },
    });
    const shed = { kind: 'room', slug: 'shed', title: 'Shed', about: '', only: null } as const;
    const stretches: TakenStretch[] = [
      { conversationId: room.id, opens: null, messages: [message()] },
      {
        conversationId: newId(),
        opens: { ...shed, createdAt: 1, createdBy: reader.id },
        messages: [message()],
      },
    ];
    const how = { many: insertMany(), engine: app.services.engine };
    await app.store.write((db) => takeIn(db, how, communityId, stretches));
    for (const { conversationId } of stretches)
      expect((await conversation(founder, conversationId)).last).toMatchObject({ excerpt: 'Soup, @Ines?' });
  });
});
