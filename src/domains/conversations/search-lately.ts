import { holder } from '../../platform/search/index.ts';
import type { Terms } from '../../platform/search/index.ts';

const SAMPLE = 40;
/** Words said less often are found sooner by an index. */
const OFTEN = 1 / 4;
const SPARE = 1.15;

/**
 * The newest `wanted` that hold all terms, or none where fewer than one in four of the newest do. What is said all the
 * time need not be looked for: an index would go through all that was ever said of it, and in the whole house.
 * `newest` gives as many of the newest of all as it is asked for.
 */
export async function saidLately<Said extends { body: string }>(
  newest: (size: number) => Promise<Said[]>,
  terms: Terms,
  wanted: number,
): Promise<Said[]> {
  const holds = holder(terms);
  for (let size = SAMPLE; ;) {
    const all = await newest(size);
    const hits = all.filter(({ body }) => holds(body));
    if (hits.length >= wanted) return hits.slice(0, wanted);
    if (all.length < size || hits.length < all.length * OFTEN) return [];
    size = Math.ceil((SPARE * size * wanted) / hits.length);
  }
}
