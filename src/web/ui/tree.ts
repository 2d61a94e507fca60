import type { MessageView, PersonCard } from '../views.ts';

/** A message in a thread with the replies under it, oldest first. */
export interface Branch {
  message: MessageView;
  replies: Branch[];
  /** Replies after the first ones that are folded away at the start. */
  folded: Folded | null;
  /** The answered message does not stand right above, so a line of it is quoted. */
  quotes: boolean;
}

export interface Folded {
  branches: Branch[];
  count: number;
  people: PersonCard[];
}

const OPENING = 1;
const DEEPEST = 5;
const SHORT_THREAD = 12;
const WORTH_FOLDING = 3;
/** How many replies stay in view, by how deep they lie. */
const IN_VIEW = [4, 2, 0];

/**
 * Nests messages under those that they answer. Answers to the opening message, or to one that is not among them, stand
 * at the top; below the deepest level all stand under each other and quote. What has been read folds where it is much;
 * what is new (after `readNumber`) or pointed at (`target`) never does.
 */
export function plant(
  messages: readonly MessageView[],
  { readNumber, target }: { readNumber: number; target: number | null },
): Branch[] {
  const branches = nest(messages);
  if (messages.length <= SHORT_THREAD) return branches;
  const stays = ({ message }: Branch) => message.number > readNumber || message.number === target;
  return branches.map((branch) => foldUnder(branch, 0, stays));
}

function nest(messages: readonly MessageView[]): Branch[] {
  const among = new Set(messages.map((message) => message.number));
  const parentOf = ({ parentNumber }: MessageView) =>
    parentNumber !== null && parentNumber !== OPENING && among.has(parentNumber) ? parentNumber : 0;
  const children = Map.groupBy(messages, parentOf);
  const grow = (parent: number, depth: number): Branch[] =>
    (children.get(parent) ?? []).flatMap((message) => {
      const replies = grow(message.number, depth + 1);
      const astray = parent === 0 && message.parentNumber !== null && message.parentNumber !== OPENING;
      const branch = { message, folded: null, quotes: astray || depth > DEEPEST };
      return depth < DEEPEST ? [{ ...branch, replies }] : [{ ...branch, replies: [] }, ...replies];
    });
  return grow(0, 0);
}

function foldUnder(branch: Branch, depth: number, stays: (branch: Branch) => boolean): Branch {
  const replies = branch.replies.map((reply) => foldUnder(reply, depth + 1, stays));
  const inView = IN_VIEW[Math.min(depth, IN_VIEW.length - 1)]!;
  const rest = replies.slice(inView);
  const all = branch.replies.slice(inView).flatMap(everyOne);
  if (all.length < WORTH_FOLDING || all.some(stays)) return { ...branch, replies };
  const people = new Map(all.map(({ message }) => [message.author.id, message.author]));
  const folded = { branches: rest, count: all.length, people: [...people.values()] };
  return { ...branch, replies: replies.slice(0, inView), folded };
}

const everyOne = (branch: Branch): Branch[] => [branch, ...branch.replies.flatMap(everyOne)];
