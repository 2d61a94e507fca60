import type { App } from '../../app.ts';
import { newId } from '../../platform/ids.ts';
import { listen } from '../../../tests/listening.ts';
import { gather } from '../../../tests/people.ts';
import type { Person } from '../../../tests/people.ts';
import type { TestEngine } from '../../../tests/engines.ts';

/** A community with an open room, a room of the founder and the reader only, and a thread by the newcomer. */
export async function scene(engine: TestEngine, options: Parameters<TestEngine['open']>[0] = {}) {
  const app = await engine.open(options);
  const cast = await gather(app);
  const communityId = cast.community.id;
  const open = (slug: string, more: object) =>
    cast.founder.act('conversations.open-room', { id: newId(), communityId, slug, title: slug, ...more });
  const room = await open('compost', {});
  const small = await open('small', { restricted: true, people: [cast.reader.id] });
  const thread = await cast.newcomer.act('conversations.start-thread', {
    id: newId(),
    communityId,
    title: 'Worm box for a beginner?',
    message: { id: newId(), body: 'I have a balcony, no garden.' },
  });
  const inside = { app, ...cast, communityId, room, small, thread };
  return { ...inside, ...ways(inside) };
}

interface Inside {
  app: App;
  communityId: string;
  room: { id: string };
}

function ways({ app, communityId, room }: Inside) {
  return {
    /** Says something, in the open room unless told otherwise. */
    say: (
      person: Person,
      body: string,
      more: { conversationId?: string; parentNumber?: number; id?: string; attachments?: string[] } = {},
    ) =>
      person.act('conversations.send-message', {
        communityId,
        conversationId: room.id,
        id: newId(),
        body,
        ...more,
      }),
    messages: async (person: Person, conversationId = room.id) =>
      (await person.read('conversations.list-messages', { communityId, conversationId, limit: 200 }))
        .messages,
    conversation: (person: Person, conversationId: string) =>
      person.read('conversations.get', { communityId, conversationId }),
    listen: (person: Person) => listen(app, person, communityId),
    /** Where a message stands, for the verbs that take its number. */
    at: (message: { conversationId: string; number: number }) => ({
      communityId,
      conversationId: message.conversationId,
      number: message.number,
    }),
  };
}

export type Scene = Awaited<ReturnType<typeof scene>>;
