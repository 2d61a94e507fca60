import { z } from 'zod';
import { read } from '../../platform/act.ts';
import { prepared } from '../../platform/db/index.ts';
import { newestSeq } from '../../platform/read-facts.ts';
import { id } from '../../platform/ids.ts';
import { loadMembership } from '../communities/index.ts';
import { conversationView } from './conversation.ts';
import type { Kind } from './conversation.ts';
import { conversationViews, seenBy, takingPart } from './conversation-views.ts';

const LATEST = 8;
const titles = new Intl.Collator('en', { sensitivity: 'base', numeric: true });

export const listPlaces = read({
  name: 'conversations.list-places',
  does: 'What one finds in a community: its rooms by title, the threads and directs with the latest turns.',
  steady: true,
  input: z.object({ communityId: id }),
  output: z.object({
    seq: z
      .number()
      .int()
      .describe('The newest fact that this shows; watch live from here and nothing is missed.'),
    rooms: z.array(conversationView),
    threads: z.array(conversationView),
    directs: z.array(conversationView),
  }),
  async run(context, { communityId }) {
    await loadMembership(context, communityId);
    // Read first: what happens meanwhile is then heard twice rather than never.
    const seq = await newestSeq(context.db, communityId);
    const given = { communityId, me: context.me };
    const rooms = await allRooms(context.db, given);
    const threads = await latestThreads(context.db, given);
    const rows = [...rooms, ...threads, ...(await latestDirects(context.db, given))];
    const views = await conversationViews(context.db, rows);
    const kind = (wanted: Kind) => views.filter((view) => view.kind === wanted);
    const byTitle = kind('room').sort((a, b) => titles.compare(a.title, b.title));
    return { seq, rooms: byTitle, threads: kind('thread'), directs: kind('direct') };
  },
});

interface Given {
  communityId: string;
  me: string;
}

const allRooms = prepared((db, given: Given) =>
  seenBy(db, given.communityId, given.me).where('conversation.kind', '=', 'room'),
);

const latestThreads = prepared((db, given: Given) =>
  seenBy(db, given.communityId, given.me)
    .where('conversation.kind', '=', 'thread')
    .orderBy('conversation.last_at', 'desc')
    .limit(LATEST),
);

/** Begins at one's own, as a community has many more directs than anybody in it. */
const latestDirects = prepared((db, given: Given) =>
  seenBy(db, given.communityId, given.me)
    .where('conversation.id', 'in', takingPart(given.communityId, given.me))
    .where('conversation.kind', '=', 'direct')
    .orderBy('conversation.last_at', 'desc')
    .limit(LATEST),
);
