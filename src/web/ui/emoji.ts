/** The reactions at hand before the whole book of emoji is fetched. */
export const QUICK = ['👍', '❤️', '😄', '🌱', '🙏', '🎉'];

/** One emoji with the words that find it. */
export interface Emoji {
  char: string;
  name: string;
  /** Name and tags in lower case without accents. */
  words: string;
}

export interface EmojiGroup {
  group: number;
  emoji: Emoji[];
}

/** As it comes from the data files: [group, [[character, name, tags], …]]. */
export type EmojiBook = [number, [string, string, string][]][];

/** The groups of a book, made searchable. */
export const openBook = (book: EmojiBook): EmojiGroup[] =>
  book.map(([group, rows]) => ({
    group,
    emoji: rows.map(([char, name, tags]) => ({ char, name, words: fold(`${name} ${tags}`) })),
  }));

/** Emoji of which every searched word begins a word; names before tags. */
export function findEmoji(groups: EmojiGroup[], sought: string, most = 60): Emoji[] {
  const parts = fold(sought).split(/\s+/).filter(Boolean);
  if (!parts.length) return [];
  const hits = groups
    .flatMap((group) => group.emoji)
    .filter(({ words }) => parts.every((part) => ` ${words}`.includes(` ${part}`)));
  const byName = (one: Emoji) => (fold(one.name).startsWith(parts[0]!) ? 0 : 1);
  return hits.sort((a, b) => byName(a) - byName(b)).slice(0, most);
}

export const fold = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
