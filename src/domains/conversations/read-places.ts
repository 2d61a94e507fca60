import { z } from 'zod';
import { read } from '../../platform/act.ts';
import type { Context } from '../../platform/act.ts';
import { newestSeq } from '../../platform/facts.ts';
import { id } from '../../platform/ids.ts';
import { loadMembership } from '../communities/index.ts';
import { conversationView } from './conversation.ts';
import type { Kind } from './conversation.ts';
import { conversationViews, seenBy } from './conversation-views.ts';

const LATEST = 8;
const titles = new Intl.Collator('en', { sensitivity: 'base', numeric: true });

export const listPlaces = read({
  name: 'conversations.list-places',
  does: 'What one finds in a community: its rooms by title, the threads and directs with the latest turns.',
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
    const rooms = await ofKind(context, communityId, 'room').execute();
    const threads = await latest(context, communityId, 'thread');
    const directs = await latest(context, communityId, 'direct');
    const views = await conversationViews(context.db, [...rooms, ...threads, ...directs]);
    const kind = (wanted: Kind) => views.filter((view) => view.kind === wanted);
    const byTitle = kind('room').sort((a, b) => titles.compare(a.title, b.title));
    return { seq, rooms: byTitle, threads: kind('thread'), directs: kind('direct') };
  },
});

const ofKind = (context: Context, communityId: string, kind: Kind) =>
  seenBy(context.db, communityId, context.me).where('conversation.kind', '=', kind);

const latest = (context: Context, communityId: string, kind: Kind) =>
  ofKind(context, communityId, kind).orderBy('conversation.last_at', 'desc').limit(LATEST).execute();
