import { newId } from '../../../platform/ids.ts';
import { render } from '../../conversations/index.ts';
import type { TakenMessage } from '../../conversations/index.ts';
import type { StagedMessage } from '../staging/draw.ts';
import { UNNAMED } from './authors.ts';
import type { Author, AuthorBook, NewAuthor } from './authors.ts';
import { takeInFiles } from './files.ts';
import type { Hung } from './files.ts';
import type { Target } from './placing.ts';
import { knownMessages } from './sources.ts';
import type { KnownMessage } from './sources.ts';
import type { Piece, Spot } from './spot.ts';
import { mentionedKeys, withAttachments, withHandles } from './words.ts';

/** What a piece adds to the house. */
export interface PlannedPiece {
  piece: Piece;
  fresh: { staged: StagedMessage; taken: TakenMessage }[];
  /** Messages of which only stubs were there. */
  fills: { staged: StagedMessage; taken: TakenMessage; number: number }[];
  already: number;
  links: number;
  tooLarge: number;
}

/** All that goes into the house in one transaction. */
export interface Plan {
  pieces: PlannedPiece[];
  people: Map<string, Author>;
  newcomers: NewAuthor[];
  handles: Map<string, string>;
}

/** Works out what a few pieces add. It only reads, so that nothing slow happens while others wait to write. */
export async function planPieces(target: Target, book: AuthorBook, pieces: Piece[]): Promise<Plan> {
  const mentions = new Map<StagedMessage, string[]>();
  const { people, fresh, handles } = await book.open(keysIn(target, pieces, mentions));
  const planned: PlannedPiece[] = [];
  for (const piece of pieces) planned.push(await planPiece(target, piece, people, mentions));
  return { pieces: planned, people, newcomers: fresh, handles };
}

function* keysIn(
  { placing }: Target,
  pieces: Piece[],
  mentions: Map<StagedMessage, string[]>,
): Generator<string> {
  for (const { spot, page } of pieces) {
    if (spot.staged.authorKey) yield spot.staged.authorKey;
    for (const message of page) {
      if (message.authorKey) yield message.authorKey;
      for (const reaction of message.reactions) yield* reactors(reaction.authorKeys);
      if (!message.mentions.length && !message.body.includes('<@')) continue;
      const keys = mentionedKeys(placing.staging, message);
      mentions.set(message, keys);
      yield* keys;
    }
  }
}

/** Where an archive only counts reactions, one of somebody unnamed shows that they were there. */
const reactors = (authorKeys: string[]) => (authorKeys.length ? authorKeys : [UNNAMED]);

async function planPiece(
  target: Target,
  piece: Piece,
  people: Map<string, Author>,
  mentions: Map<StagedMessage, string[]>,
): Promise<PlannedPiece> {
  const { spot, page } = piece;
  const known = await knownIn(target, spot, page);
  const planned: PlannedPiece = { piece, fresh: [], fills: [], already: 0, links: 0, tooLarge: 0 };
  const places = new Map<string, number>();
  for (const staged of page) {
    const before = known.get(staged.key);
    if (before && !(before.stub && staged.state !== 'missing')) {
      // Only answered, and nowhere in the archive: that is no message that it brings again.
      if (staged.state !== 'missing') planned.already += 1;
      continue;
    }
    const hung = staged.attachments.length ? await hungOn(target, spot, staged) : NOTHING;
    const taken = takenFrom(staged, people, mentions.get(staged) ?? [], hung);
    taken.answers = answered(staged, spot, known, places);
    planned.links += hung.elsewhere.length - hung.tooLarge;
    planned.tooLarge += hung.tooLarge;
    if (before) planned.fills.push({ staged, taken, number: before.number });
    else places.set(staged.key, planned.fresh.push({ staged, taken }) - 1);
  }
  return planned;
}

/** What is in already of these messages and of those that they answer; of a new conversation nothing is. */
async function knownIn(
  target: Target,
  spot: Spot,
  page: StagedMessage[],
): Promise<Map<string, KnownMessage>> {
  if (!spot.stored) return new Map();
  const keys = spot.before ? page.map(({ key }) => key) : [];
  const far = page.flatMap(({ parentKey }) => (parentKey && !spot.numbers.has(parentKey) ? [parentKey] : []));
  const wanted = [...new Set([...keys, ...far])];
  return knownMessages(target.placing.store.read, target.communityId, spot.conversationId, wanted);
}

function answered(
  { parentKey }: StagedMessage,
  spot: Spot,
  known: Map<string, KnownMessage>,
  places: Map<string, number>,
): TakenMessage['answers'] {
  if (parentKey === null) return null;
  const number = spot.numbers.get(parentKey) ?? known.get(parentKey)?.number;
  if (number !== undefined) return { number };
  const place = places.get(parentKey);
  return place === undefined ? null : { place };
}

const NOTHING: Hung = { kept: [], elsewhere: [], tooLarge: 0 };

function hungOn(target: Target, spot: Spot, { attachments, at }: StagedMessage): Promise<Hung> {
  return takeInFiles(target, spot.staged.folder, attachments, at);
}

function takenFrom(
  staged: StagedMessage,
  people: Map<string, Author>,
  mentions: string[],
  hung: Hung,
): TakenMessage {
  const mentioned = mentions.length ? peopleOf(mentions, people) : NOBODY;
  const body =
    staged.state === 'here' ? withAttachments(withHandles(staged.body, mentioned), hung.elsewhere) : '';
  return {
    id: newId(),
    authorId: people.get(staged.authorKey ?? '')?.id ?? null,
    answers: null,
    body,
    html: body && render(body, mentioned.size ? namesOf(mentioned) : undefined),
    createdAt: staged.at,
    editedAt: staged.editedAt,
    state: staged.state,
    reactions: staged.reactions.flatMap(({ emoji, authorKeys }) =>
      reactors(authorKeys).map((key) => ({ emoji, personId: people.get(key)!.id })),
    ),
    attachments: hung.kept,
  };
}

const NOBODY: ReadonlyMap<string, Author> = new Map();

const peopleOf = (keys: string[], people: ReadonlyMap<string, Author>) =>
  new Map(keys.flatMap((key) => (people.has(key) ? [[key, people.get(key)!] as const] : [])));

const namesOf = (mentioned: ReadonlyMap<string, Author>) =>
  new Map([...mentioned.values()].map(({ handle, name }) => [handle, name]));
