import { redirect } from '@sveltejs/kit';
import { hrefOf } from '../ui/unread.ts';
import type { ConversationView, Kind, MessageView } from '../views.ts';
import { communityOf, type Asked } from './community-of.ts';

/** What an address points at besides the conversation itself: `?at=12`, or `?reply=12` before scripts run. */
export interface Pointed {
  at: number | null;
  reply: number | null;
  edit: number | null;
  keep: number | null;
  remove: number | null;
  acts: number | null;
  /** What had been read before a jump to where one stopped, as all counts as read by then. */
  since: number | null;
}

export interface Opened {
  conversation: ConversationView;
  page: { messages: MessageView[]; earlier: boolean; later: boolean };
  pointed: Pointed;
}

/** Live talk begins with what is newest, a lasting one with its opening; what is pointed at is always there. */
export const PAGE = 50;
export const THREAD_PAGE = 100;

interface Event extends Asked {
  params: { community: string; room?: string; number?: string };
  url: URL;
}

/** A conversation with the messages to begin with. */
export async function openTalk(event: Event, kind: Kind): Promise<Opened> {
  const { kith } = event.locals;
  const { community, places } = await communityOf(event);
  const communityId = community.id;
  const which = whichOf(event.params);
  const known = [...(places?.rooms ?? []), ...(places?.threads ?? []), ...(places?.directs ?? [])];
  const conversation =
    known.find((one) => ('slug' in which ? one.slug === which.slug : one.number === which.number)) ??
    (await kith.read('conversations.get', { communityId, ...which }));
  if (conversation.kind !== kind) redirect(307, hrefOf(`/${community.slug}`, conversation));
  const pointed = pointedIn(event.url.searchParams);
  const around = Object.values(pointed).find((number) => number !== null) ?? null;
  const page = await kith.read('conversations.list-messages', {
    communityId,
    conversationId: conversation.id,
    ...(conversation.kind === 'thread' ? fromOpening(around) : fromNewest(around, conversation.lastNumber)),
  });
  return { conversation, page, pointed };
}

const whichOf = ({ room, number }: Event['params']) =>
  room === undefined ? { number: Number(number) || 0 } : { slug: room };

const fromNewest = (around: number | null, last: number) =>
  around === null || around > last - PAGE ? { limit: PAGE } : { around, limit: PAGE };

const fromOpening = (around: number | null) =>
  around === null || around <= THREAD_PAGE
    ? { after: 0, limit: THREAD_PAGE }
    : { around, limit: THREAD_PAGE };

function pointedIn(query: URLSearchParams): Pointed {
  const number = (name: string) => {
    const value = Number(query.get(name));
    return Number.isSafeInteger(value) && value > 0 ? value : null;
  };
  return {
    at: number('at'),
    reply: number('reply'),
    edit: number('edit'),
    keep: number('keep'),
    remove: number('remove'),
    acts: number('acts'),
    since: number('since'),
  };
}
