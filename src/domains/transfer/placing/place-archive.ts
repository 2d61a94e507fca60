import { drawMessages, markPlaced, unplaced } from '../staging/draw.ts';
import { note } from '../staging/note.ts';
import { authorBook } from './authors.ts';
import type { AuthorBook } from './authors.ts';
import type { Placing, Target } from './placing.ts';
import { planPieces } from './plan.ts';
import type { Plan } from './plan.ts';
import { spotsFor } from './spot.ts';
import type { Piece, Spot } from './spot.ts';
import { writePlan } from './write.ts';

const MOST_NUMBERS = 50_000;

/** Puts all that is staged of one of the archive's communities into one of the house's; false when interrupted. */
export async function placeCommunity(placing: Placing, key: string, communityId: string): Promise<boolean> {
  const target: Target = { placing, communityId };
  const book = authorBook(target);
  let pieces: Piece[] = [];
  let messages = 0;
  for await (const piece of piecesOf(target, key)) {
    pieces.push(piece);
    messages += piece.page.length;
    if (messages < placing.atOnce) continue;
    await placePieces(target, book, pieces);
    if (placing.interrupted()) return false;
    pieces = [];
    messages = 0;
  }
  await placePieces(target, book, pieces);
  return true;
}

/** The conversations in their order, each in pieces of a page. */
async function* piecesOf(target: Target, key: string): AsyncGenerator<Piece> {
  const { staging } = target.placing;
  for (const spots of inLots(unplaced(staging, key))) {
    for (const spot of (await spotsFor(target, spots)).values()) yield* pages(target, spot);
  }
}

function* inLots<T>(all: Iterable<T>, size = 100): Generator<T[]> {
  let lot: T[] = [];
  for (const one of all) {
    if (lot.push(one) < size) continue;
    yield lot;
    lot = [];
  }
  if (lot.length) yield lot;
}

function* pages({ placing }: Target, spot: Spot): Generator<Piece> {
  const { staging, atOnce } = placing;
  let page = drawMessages(staging, spot.staged.id, atOnce);
  for (;;) {
    const last = page.length < atOnce;
    yield { spot, page, last };
    if (last) return;
    page = drawMessages(staging, spot.staged.id, atOnce, page.at(-1)!.cursor);
  }
}

async function placePieces(target: Target, book: AuthorBook, pieces: Piece[]): Promise<void> {
  if (pieces.length === 0) return;
  const { placing } = target;
  const plan = await planPieces(target, book, pieces);
  const firsts = await placing.store.write((db) => writePlan(db, target, plan), target.communityId);
  for (const [key, author] of plan.people) book.known.set(key, author);
  for (const [index, planned] of plan.pieces.entries()) remember(planned, firsts[index]!);
  noteWhatCame(placing, plan);
  markPlaced(
    placing.staging,
    pieces.filter(({ last }) => last).map(({ spot }) => spot.staged.id),
  );
  placing.watch(pieces.reduce((sum, { page }) => sum + page.length, 0));
}

function remember({ piece, fresh, fills }: Plan['pieces'][number], first: number): void {
  const { spot } = piece;
  spot.stored = true;
  spot.added += fresh.length + fills.length;
  // Nothing more will ask.
  if (piece.last) return;
  if (spot.numbers.size > MOST_NUMBERS) spot.numbers.clear();
  for (const [index, { staged }] of fresh.entries()) spot.numbers.set(staged.key, first + index);
}

/** Counts for the report; kept in the staging file, so that an interrupted import counts on. */
function noteWhatCame({ staging }: Placing, plan: Plan): void {
  const counts = new Map<string, number>();
  const count = (name: string, more = 1) => counts.set(name, (counts.get(name) ?? 0) + more);
  count('in people', plan.newcomers.length);
  for (const { piece, fresh, fills, already, links, tooLarge } of plan.pieces) {
    for (const { taken } of [...fresh, ...fills]) {
      count(`in ${taken.state}`);
      count('in reactions', taken.reactions.length);
      count('in files', taken.attachments.length);
    }
    count('in filled', fills.length);
    count('in already', already);
    count('in links', links);
    count('in too large', tooLarge);
    if (piece.last && !piece.spot.before)
      count(`in ${piece.spot.staged.known ? piece.spot.staged.shape : 'stub'}s`);
  }
  staging.together(() => {
    for (const [name, more] of counts) note(staging, name, more);
  });
}
