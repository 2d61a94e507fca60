import { sql } from 'kysely';
import { createApp } from '../src/app.ts';
import type { Steps } from '../src/domains/transfer/index.ts';
import type { Config } from '../src/platform/config.ts';
import { newId } from '../src/platform/ids.ts';
import type { TestEngine } from './engines.ts';
import { scene } from '../src/domains/conversations/scene.ts';

const WORDS = [
  'Ä schöne Rübe',
  'Zebra',
  'éclair',
  '_ under',
  '漢字 und 🌱',
  'a\u0301 combined',
  'the last one',
];

/** A house in which people have talked, reacted and left files, some of it in all the kinds that columns have. */
export async function livedIn(engine: TestEngine, options: Parameters<TestEngine['open']>[0] = {}) {
  const house = await scene(engine, options);
  const { app, founder, reader, communityId, room, say, at } = house;
  const said = [];
  for (const word of WORDS) said.push(await say(founder, word));
  await founder.act('conversations.react', { ...at(said[0]!), emoji: '🌱' });
  const file = { id: newId(), name: 'list.txt', mime: 'text/plain', content: Buffer.from('spade, rake') };
  await reader.act('conversations.attach', { communityId, conversationId: room.id, ...file });
  await say(reader, 'The list', { attachments: [file.id] });
  await reader.act('conversations.edit-message', { ...at(said[1]!), body: 'no' }).catch(() => undefined);
  await founder.act('conversations.edit-message', { ...at(said[1]!), body: 'Zebras, then' });
  await founder.act('conversations.delete-message', at(said[2]!));
  await app.store.write(async (db) => {
    const time = '2026-03-01T08:00:00.123Z';
    const key = sql`insert into auth_passkey (id, person_id, public_key, credential_id, counter, device_type, backed_up,
      created_at) values (${newId()}, ${founder.id}, 'k', ${newId()}, 0, 'multiDevice',
      ${engine.name === 'sqlite' ? 1 : true}, ${time})`;
    await key.execute(db);
  });
  await app.settled();
  return house;
}

/** Lets `look` into the house at a place as its founder, and closes it again. */
export async function lookAt<T>(
  config: Config,
  founder: { id: string },
  look: (
    visit: ReturnType<Awaited<ReturnType<typeof createApp>>['visitAs']>,
    app: Awaited<ReturnType<typeof createApp>>,
  ) => Promise<T>,
): Promise<T> {
  const app = await createApp(config);
  try {
    return await look(app.visitAs({ personId: founder.id, scopes: null, address: '192.0.2.1' }), app);
  } finally {
    await app.close();
  }
}

export const quietly: { watch: (steps: Steps) => void; interrupted: () => boolean } = {
  watch: () => undefined,
  interrupted: () => false,
};
