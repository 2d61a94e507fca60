import { newId } from '../../../platform/ids.ts';
import { excerpt } from '../../conversations/index.ts';
import type { TakenConversation } from '../../conversations/index.ts';
import type { StagedConversation, StagedMessage } from '../staging/draw.ts';
import type { Author } from './authors.ts';
import type { Placing, Target } from './placing.ts';
import { knownTargets } from './sources.ts';

/** One conversation of an archive and where it goes. */
export interface Spot {
  staged: StagedConversation;
  conversationId: string;
  /** Stored by an earlier import, or by an earlier part of this one that was interrupted. */
  before: boolean;
  /** Whether any of it is stored by now. */
  stored: boolean;
  /** The numbers that messages got, by their keys; the latest only where there are very many. */
  numbers: Map<string, number>;
  added: number;
}

/** The next messages of a conversation. */
export interface Piece {
  spot: Spot;
  page: StagedMessage[];
  last: boolean;
}

/** Finds out where new conversations go. */
export async function spotsFor(
  target: Target,
  conversations: StagedConversation[],
): Promise<Map<string, Spot>> {
  const { store, source } = target.placing;
  const keys = conversations.map(({ key }) => key);
  const known = await knownTargets(store.read, target.communityId, source, 'conversation', keys);
  return new Map(
    conversations.map((staged) => {
      const before = known.has(staged.key);
      const conversationId = known.get(staged.key) ?? newId();
      return [staged.key, { staged, conversationId, before, stored: before, numbers: new Map(), added: 0 }];
    }),
  );
}

const LONGEST_TITLE = { room: 80, thread: 160 };
const LONGEST_ABOUT = 280;
const LONGEST_BORROWED = 60;

/** The conversation as it will be stored. */
export function openedBy(
  { spot, page }: Piece,
  people: Map<string, Author>,
  by: string | null,
): TakenConversation {
  const { shape, title, about, restricted, at, authorKey } = spot.staged;
  return {
    kind: shape,
    slug: null,
    title: shortened(title || borrowedTitle(spot.staged, page), LONGEST_TITLE[shape]),
    about: shortened(about, LONGEST_ABOUT),
    only: restricted ? (by ? [by] : []) : null,
    createdAt: at,
    createdBy: people.get(authorKey ?? '')?.id ?? null,
  };
}

/** A thread whose opening is missing is called by what was first answered to it. */
function borrowedTitle({ key }: StagedConversation, page: StagedMessage[]): string {
  const answer = page.find(({ state, body }) => state === 'here' && excerpt(body));
  return answer ? `Re: ${shortened(excerpt(answer.body), LONGEST_BORROWED)}` : `Re: ${key}`;
}

const shortened = (text: string, longest: number) =>
  text.length > longest
    ? `${text
        .slice(0, longest - 1)
        .toWellFormed()
        .trimEnd()}…`
    : text;

/** What the archive told of a conversation besides: unknown fields, what was cut, and what it only counts. */
export function asideOfConversation({ staging }: Placing, { staged }: Spot): string | null {
  const gaps = staging
    .statement('select parent_key as answers, count, keys from staged_gap where conversation = ? limit 1000')
    .all(staged.id);
  const more: Record<string, unknown> = {
    ...(staged.aside ? (JSON.parse(staged.aside) as object) : {}),
    ...(staged.title.length > LONGEST_TITLE[staged.shape] ? { title: staged.title } : {}),
    ...(staged.about.length > LONGEST_ABOUT ? { about: staged.about } : {}),
    ...(staged.parentKey ? { grewOutOf: staged.parentKey } : {}),
    ...(gaps.length
      ? { notHeld: gaps.map(({ keys, ...gap }) => ({ ...gap, keys: JSON.parse(keys as string) as unknown })) }
      : {}),
  };
  return Object.keys(more).length ? JSON.stringify(more) : null;
}
