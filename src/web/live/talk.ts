import { lineOfHtml } from '../../platform/plain-line.ts';
import type { MessageView } from '../views.ts';
import { messageWith, type PersonAnew } from './person-anew.ts';

/** What a page knows of one conversation's messages: each as of the newest fact that told of it. */
export interface Talk {
  /** The lowest number that is shown; the page has asked for everything from here on. */
  first: number;
  /** The highest number that is known of, shown or not, let go of or not. */
  newest: number;
  known: ReadonlyMap<number, Known>;
}

interface Known {
  seq: number;
  view: MessageView;
}

/** The messages that a page came with, as of the fact `seq`. */
export function openTalk(messages: readonly MessageView[], seq: number): Talk {
  const talk = { first: messages[0]?.number ?? 1, newest: 0, known: new Map() };
  return hearAll(talk, messages, seq);
}

/** One message as of a fact. An older telling of it than the one that is known changes nothing. */
export const hearMessage = (talk: Talk, view: MessageView, seq: number): Talk => later(talk, [view], seq);

/** Messages from before those that are shown. */
export function earlier(talk: Talk, messages: readonly MessageView[], seq: number): Talk {
  const first = messages[0]?.number ?? talk.first;
  return hearAll({ ...talk, first: Math.min(first, talk.first) }, messages, seq);
}

/** Messages from after those that are shown. */
export const later = (talk: Talk, messages: readonly MessageView[], seq: number): Talk =>
  hearAll(talk, messages, seq);

/**
 * What is shown: from the first on without a gap, each with what it answers as that is now. What lies beyond a gap
 * waits for what is between.
 */
export function shown(talk: Talk): MessageView[] {
  const messages: MessageView[] = [];
  for (let number = talk.first; talk.known.has(number); number++) messages.push(answering(talk, number));
  return messages;
}

/** Words that were taken back or edited are quoted nowhere any more. */
function answering({ known }: Talk, number: number): MessageView {
  const { view } = known.get(number)!;
  const answered = view.parent && known.get(view.parent.number)?.view;
  if (!answered) return view;
  const here = answered.state === 'here';
  const excerpt = here ? lineOfHtml(answered.html) : '';
  if (here && excerpt === view.parent!.excerpt) return view;
  return { ...view, parent: { ...view.parent!, excerpt, author: here ? view.parent!.author : null } };
}

/** All that is known, with somebody as they look now. */
export function seeAnew(talk: Talk, anew: PersonAnew): Talk {
  const known = [...talk.known].map(
    ([number, { seq, view }]) => [number, { seq, view: messageWith(view, anew) }] as const,
  );
  return { ...talk, known: new Map(known) };
}

/** Forgets the earliest of what is shown, beyond so many, for who reads at the end. */
export function letGoOfEarlier(talk: Talk, most: number): Talk {
  const first = shown(talk).at(-most)?.number ?? talk.first;
  return first === talk.first ? talk : { ...talk, first, known: knownBetween(talk, first, Infinity) };
}

/** Forgets the latest of what is shown, beyond so many, for who reads further up. */
export function letGoOfLater(talk: Talk, most: number): Talk {
  const messages = shown(talk);
  if (messages.length <= most) return talk;
  return { ...talk, known: knownBetween(talk, talk.first, messages[most - 1]!.number) };
}

const knownBetween = ({ known }: Talk, from: number, to: number): Talk['known'] =>
  new Map([...known].filter(([number]) => number >= from && number <= to));

export const findMessage = (talk: Talk, number: number): MessageView | undefined =>
  talk.known.get(number)?.view;

function hearAll(talk: Talk, views: readonly MessageView[], seq: number): Talk {
  const known = new Map(talk.known);
  let { newest } = talk;
  for (const view of views) {
    newest = Math.max(newest, view.number);
    const before = known.get(view.number);
    if (!before || before.seq <= seq) known.set(view.number, { seq, view });
  }
  return { ...talk, newest, known };
}
