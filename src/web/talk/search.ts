import type { Client, Output } from '../api.ts';
import type { ConversationView } from '../views.ts';

const PAGE = 20;

/** What a search page shows for its address: `?q=` what is sought, `?skip=` how many hits were shown before. */
export async function searchFor(kith: Client, query: URLSearchParams, communityId?: string) {
  const q = query.get('q')?.trim().slice(0, 300) ?? '';
  const skip = Math.max(0, Number(query.get('skip')) || 0);
  if (q === '') return { q, skip, found: null, directs: [] };
  const found = await kith.read('conversations.search', { q, communityId, skip, limit: PAGE });
  return { q, skip, found, directs: await directsOf(kith, found) };
}

/** Directs have no title and are called by their people, who are asked for once a community; of very many, the latest. */
async function directsOf(kith: Client, { messages }: Found): Promise<ConversationView[]> {
  const places = messages.map(({ place }) => place).filter(({ kind }) => kind === 'direct');
  const wanted = new Set(places.map(({ conversationId }) => conversationId));
  const communities = new Set(places.map(({ communityId }) => communityId));
  const all = await Promise.all(
    [...communities].map((communityId) => kith.read('conversations.list-directs', { communityId })),
  );
  return all.flat().filter(({ id }) => wanted.has(id));
}

export type Found = Output<'conversations.search'>;
export { PAGE as HITS };
