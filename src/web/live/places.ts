import { lineOfHtml } from '../../platform/plain-line.ts';
import type { ConversationView, MessageView } from '../views.ts';
import { conversationWith, personAnew, type PersonAnew } from './person-anew.ts';
import type { HeardFact } from './protocol.ts';

/** What one finds in a community, as it changes. */
export interface Places {
  rooms: ConversationView[];
  threads: ConversationView[];
  directs: ConversationView[];
}

export interface Reader {
  id: string;
  handle: string;
}

const GONE = new Set(['conversation.left']);
const REWORDED = new Set(['message.edited', 'message.deleted', 'message.removed']);

/** The places after a fact: new turns mark what is unread, new conversations appear where they belong. */
export function placesAfter(places: Places, fact: HeardFact, me: Reader): Places {
  const anew = personAnew(fact);
  if (anew) return placesWith(places, anew);
  if (!fact.view || !fact.conversationId) return places;
  if (fact.kind === 'message.sent') return afterTurn(places, fact.view as MessageView, me);
  if (REWORDED.has(fact.kind!)) return reworded(places, fact.view as MessageView);
  if (!fact.kind?.startsWith('conversation.')) return places;
  const view = fact.view as ConversationView;
  if (GONE.has(fact.kind) && !view.participants.some((person) => person.id === me.id))
    return without(places, view.id);
  return withConversation(places, view, { me, taken: fact.kind === 'conversation.imported' });
}

/**
 * Whether words that I have not read may name me no longer, or only now. Which of them did is known to the house alone,
 * so it is to be asked how the conversation stands.
 */
export function mayNameMeAnew(places: Places, { kind, view }: HeardFact, me: Reader): boolean {
  if (!REWORDED.has(kind!) || !view) return false;
  const message = view as MessageView;
  const one = all(places).find(({ id }) => id === message.conversationId);
  if (!one || message.number <= one.mine.readNumber || message.author.id === me.id) return false;
  return one.mine.mentions > 0 || isForMe(message, me);
}

/** The places with a conversation as the house answered, where nothing newer was heard or read since. */
export const placesAnswered = (places: Places, view: ConversationView): Places =>
  change(places, view.id, (one) =>
    view.lastNumber < one.lastNumber || view.mine.readNumber < one.mine.readNumber ? one : view,
  );

/** The places once I have read a conversation up to a number. */
export const placesRead = (places: Places, conversationId: string, number: number): Places =>
  change(places, conversationId, (one) => {
    if (number <= one.mine.readNumber) return one;
    const mentions = number >= one.lastNumber ? 0 : one.mine.mentions;
    return { ...one, mine: { ...one.mine, readNumber: number, mentions } };
  });

function afterTurn(places: Places, message: MessageView, me: Reader): Places {
  return change(places, message.conversationId, (one) => {
    if (message.number <= one.lastNumber) return one;
    const mine = message.author.id === me.id;
    return {
      ...one,
      lastNumber: message.number,
      lastAt: message.createdAt,
      last: { author: message.author, excerpt: lineOfHtml(message.html) },
      mine: {
        ...one.mine,
        readNumber: mine ? message.number : one.mine.readNumber,
        mentions: one.mine.mentions + (!mine && isForMe(message, me) ? 1 : 0),
      },
    };
  });
}

/** Words that were taken back or edited are shown nowhere any more. */
const reworded = (places: Places, { conversationId, number, state, html }: MessageView): Places =>
  change(places, conversationId, (one) => {
    if (number !== one.lastNumber || !one.last) return one;
    return { ...one, last: { ...one.last, excerpt: state === 'here' ? lineOfHtml(html) : '' } };
  });

const isForMe = ({ body }: MessageView, me: Reader): boolean =>
  new RegExp(`(^|[^\\p{L}\\p{N}@/])@${escaped(me.handle)}(?![\\p{L}\\p{N}_-])`, 'iu').test(body);

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/**
 * A conversation as others see it says nothing of how I stand to it; that stays as it was. What is taken in of an
 * archive is read in rooms by whoever had read all before.
 */
function withConversation(
  places: Places,
  view: ConversationView,
  { me, taken }: { me: Reader; taken: boolean },
): Places {
  const isRead = taken && view.kind === 'room';
  const known = all(places).find((one) => one.id === view.id);
  if (known && isRead && known.mine.readNumber >= known.lastNumber)
    return change(places, view.id, ({ mine }) => ({
      ...view,
      mine: { ...mine, readNumber: view.lastNumber },
    }));
  if (known) return change(places, view.id, (one) => ({ ...view, mine: one.mine }));
  const own = view.createdBy?.id === me.id;
  const fresh = {
    ...view,
    mine: { ...view.mine, readNumber: own || isRead ? view.lastNumber : 0, level: levelOf(view) },
  };
  if (view.kind === 'room') return { ...places, rooms: byTitle([...places.rooms, fresh]) };
  if (view.kind === 'thread') return { ...places, threads: [fresh, ...places.threads] };
  return view.kind === 'direct' ? { ...places, directs: [fresh, ...places.directs] } : places;
}

const levelOf = ({ kind, mine }: ConversationView) => (kind === 'direct' ? ('all' as const) : mine.level);
const byTitle = (rooms: ConversationView[]) => rooms.toSorted((a, b) => a.title.localeCompare(b.title));
const all = ({ rooms, threads, directs }: Places) => [...rooms, ...threads, ...directs];

function placesWith({ rooms, threads, directs }: Places, anew: PersonAnew): Places {
  const each = (list: ConversationView[]) => list.map((one) => conversationWith(one, anew));
  return { rooms: each(rooms), threads: each(threads), directs: each(directs) };
}

function without(places: Places, id: string): Places {
  const others = (list: ConversationView[]) => list.filter((one) => one.id !== id);
  return { rooms: others(places.rooms), threads: others(places.threads), directs: others(places.directs) };
}

function change(places: Places, id: string, how: (one: ConversationView) => ConversationView): Places {
  const each = (list: ConversationView[]) => list.map((one) => (one.id === id ? how(one) : one));
  return { rooms: each(places.rooms), threads: each(places.threads), directs: each(places.directs) };
}
