import type { Client } from '../api.ts';

const PAGE = 20;

/** What a search page shows for its address: `?q=` what is sought, `?skip=` how many hits were shown before. */
export async function searchFor(kith: Client, query: URLSearchParams, communityId?: string) {
  const q = query.get('q')?.trim().slice(0, 300) ?? '';
  const skip = Math.max(0, Number(query.get('skip')) || 0);
  if (q === '') return { q, skip, found: null };
  const found = await kith.read('conversations.search', { q, communityId, skip, limit: PAGE });
  return { q, skip, found };
}

export type Found = NonNullable<Awaited<ReturnType<typeof searchFor>>['found']>;
export { PAGE as HITS };
