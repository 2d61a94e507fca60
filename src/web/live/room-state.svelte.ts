import { untrack } from 'svelte';
import { asKithError } from '../errors.ts';
import { sayNotArrived, sayReason } from '../reasons.ts';
import type { PendingMessage } from '../ui/Pending.svelte';
import type { ConversationView, MessageView, PersonCard } from '../views.ts';
import type { Live } from './live.svelte.ts';
import type { Posted } from './outbox.ts';
import type { HeardFact, Signal } from './protocol.ts';
import { conversationWith, personAnew } from './person-anew.ts';
import { roomActs } from './room-acts.ts';
import { typingState } from './typing-state.svelte.ts';
import {
  earlier,
  findMessage,
  hearMessage,
  later,
  letGoOfEarlier,
  letGoOfLater,
  openTalk,
  seeAnew,
  shown,
} from './talk.ts';

const PAGE = 50;
/** Beyond so many the page lets go of what is far from its reader. */
const MOST_SHOWN = 200;

export interface RoomOptions {
  live: Live;
  me: PersonCard;
  conversation: ConversationView;
  messages: MessageView[];
  /** Whether there are messages before those given. */
  hasEarlier: boolean;
  /** The fact that the page shows the state after. */
  seq: number;
  /** Whether the reader is at the end, or works with what is in view; without it nothing is let go of. */
  reader?(): { atEnd: boolean; busy: boolean };
  /** Too much was missed: fetch the page anew. */
  onreload(): void;
  /** Something that was asked for did not work, in words. */
  onrefused(words: string): void;
}

/** One conversation while it is open: what is said, what is on its way, who is writing. Make one for each. */
export function roomState(options: RoomOptions) {
  const { live, me, onrefused } = options;
  const where = { communityId: options.conversation.communityId, conversationId: options.conversation.id };
  let talk = $state.raw(openTalk(options.messages, options.seq));
  let conversation = $state.raw(options.conversation);
  let hasEarlier = $state(options.hasEarlier);
  let seq = options.seq;
  const typing = typingState();
  /** The newest message by somebody else, to be said aloud. */
  let newest = $state.raw<MessageView | null>(null);
  let fetching = false;
  const messages = $derived(shown(talk));
  const pending = $derived(pendingOf(live.posted, where.conversationId, messages, me));

  $effect(() => untrack(follow));
  $effect(() => live.onsent((_, message) => hear(message)));

  /** What came since the page was made is heard at once, so nothing here may be tracked. */
  function follow() {
    const { onreload } = options;
    return live.connection?.follow(where.communityId, options.seq, { onfact, onsignal, onreload });
  }

  function find(number: number): MessageView | undefined {
    return findMessage(talk, number);
  }

  function onfact(fact: HeardFact): void {
    seq = Math.max(seq, fact.seq);
    const anew = personAnew(fact);
    if (anew) {
      talk = seeAnew(talk, anew);
      conversation = conversationWith(conversation, anew);
    }
    if (fact.conversationId !== where.conversationId || !fact.view) return;
    if (fact.kind?.startsWith('message.')) {
      const view = fact.view as MessageView;
      if (fact.kind === 'message.sent') greet(view);
      talk = hearMessage(talk, view, fact.seq);
      letGo(options.reader?.().atEnd ? 'earlier' : 'later', 2);
    } else if (fact.kind?.startsWith('conversation.')) {
      conversation = { ...(fact.view as ConversationView), mine: conversation.mine };
    }
  }

  function letGo(of: 'earlier' | 'later', times = 1): void {
    if (options.reader?.().busy !== false || messages.length <= MOST_SHOWN * times) return;
    talk = (of === 'earlier' ? letGoOfEarlier : letGoOfLater)(talk, MOST_SHOWN);
    if (of === 'earlier') hasEarlier = true;
  }

  function greet(message: MessageView): void {
    typing.stopped(message.author.id);
    if (message.author.id !== me.id && !findMessage(talk, message.number)) newest = message;
  }

  function onsignal(signal: Signal): void {
    if (signal.kind !== 'typing' || signal.conversationId !== where.conversationId) return;
    if (signal.personId !== me.id) typing.started(signal.personId);
  }

  /** An answer to what I did is as new as the newest fact heard. */
  function hear(message: MessageView): void {
    if (message.conversationId === where.conversationId) talk = hearMessage(talk, message, seq);
  }

  async function fetchPage(asked: { before?: number; after?: number }) {
    if (fetching) return;
    fetching = true;
    const asOf = seq;
    try {
      const page = await live.client.read('conversations.list-messages', { ...where, ...asked, limit: PAGE });
      const up = asked.before !== undefined;
      talk = (up ? earlier : later)(talk, page.messages, asOf);
      if (up) hasEarlier = page.earlier;
      letGo(up ? 'later' : 'earlier');
    } catch (error) {
      if (asKithError(error)?.reason !== 'offline') onrefused(sayReason(error));
    } finally {
      fetching = false;
    }
  }

  return {
    ...actsAt({
      ...{ client: live.client, outbox: live.outbox, me, where },
      ...{ show: hear, find, refused: (error, what) => onrefused(sayNotArrived(error, what)) },
    }),
    get messages() {
      return messages;
    },
    get pending() {
      return pending;
    },
    get conversation() {
      return conversation;
    },
    get hasEarlier() {
      return hasEarlier;
    },
    /** True while there is more after what is shown, as when a link led into the middle. */
    get hasLater() {
      return Math.max(talk.newest, conversation.lastNumber) > (messages.at(-1)?.number ?? 0);
    },
    /** `typing.people`: ids of those who are writing now. */
    typing,
    get newest() {
      return newest;
    },
    find,
    saysTyping: () => live.connection?.typing(where.communityId, where.conversationId),
    fetchEarlier: () => fetchPage({ before: talk.first }),
    fetchLater: () => fetchPage({ after: messages.at(-1)?.number ?? 0 }),
  };
}

/** Counts how often words went back to where one writes, which has to show them then. */
function actsAt(desk: Parameters<typeof roomActs>[0]) {
  const acts = roomActs(desk);
  let times = $state(0);
  const discard = (id: string) => void (acts.discard(id) && (times += 1));
  return { ...acts, discard, givenBack: () => times };
}

/** My messages that the server does not have yet, as they are shown after the rest. */
function pendingOf(
  posted: Posted[],
  conversationId: string,
  messages: MessageView[],
  me: PersonCard,
): PendingMessage[] {
  const there = new Set(messages.map((message) => message.id));
  return posted
    .filter(({ letter }) => letter.conversationId === conversationId && !there.has(letter.id))
    .map(({ letter, state, error }) => {
      const { id, body, attachments } = letter;
      const reason = error ? sayReason(error) : '';
      return { id, author: me, body, files: attachments.length, state, reason };
    });
}

export type RoomState = ReturnType<typeof roomState>;
