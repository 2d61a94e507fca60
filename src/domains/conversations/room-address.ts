import type { Db } from '../../platform/db/index.ts';

const LONGEST_SLUG = 50;
const ROOM_FOR_ENDING = 6;
/* `/rooms/new` is the page that opens one. */
export const TAKEN_BY_PAGES = ['new'];

/** Free addresses for rooms with these titles, in the same order. */
export async function roomAddresses(db: Db, communityId: string, titles: string[]): Promise<string[]> {
  if (titles.length === 0) return [];
  const rows = await db
    .selectFrom('conversation')
    .select('slug')
    .where('community_id', '=', communityId)
    .where('slug', 'is not', null)
    .execute();
  const taken = new Set([...rows.map((row) => row.slug), ...TAKEN_BY_PAGES]);
  return titles.map((title) => {
    const slug = firstFree(slugOf(title), taken);
    taken.add(slug);
    return slug;
  });
}

/** The letters and digits of a title, without their accents; the rest becomes dashes. */
export function slugOf(title: string): string {
  const plain = title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-');
  return plain.slice(0, LONGEST_SLUG).replace(/^-+|-+$/g, '') || 'room';
}

function firstFree(slug: string, taken: Set<string | null>): string {
  if (!taken.has(slug)) return slug;
  const stem = slug.slice(0, LONGEST_SLUG - ROOM_FOR_ENDING);
  for (let ending = 2; ; ending++) if (!taken.has(`${stem}-${ending}`)) return `${stem}-${ending}`;
}
