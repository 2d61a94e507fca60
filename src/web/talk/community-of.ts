import type { Client, Output } from '../api.ts';
import type { CommunityView } from '../views.ts';

type Places = Output<'conversations.list-places'>;

/** What a page’s load needs to know in which community it is. */
export interface Asked {
  locals: { kith: Client };
  params: { community: string };
  /** The browser has the rest of the page already. */
  isDataRequest: boolean;
  parent(): Promise<{ community: CommunityView; places: Places }>;
}

/** The community of a page: from its layout where that is made anyway, else by itself, which costs less than a layout. */
export async function communityOf(
  event: Asked,
): Promise<{ community: CommunityView; places: Places | null }> {
  if (!event.isDataRequest) return event.parent();
  const community = await event.locals.kith.read('communities.get', { slug: event.params.community });
  return { community, places: null };
}
