import type { RequestEvent } from '@sveltejs/kit';
import type { Client } from '../api.ts';
import { answer } from '../forms/answer.ts';
import type { Said } from '../forms/said.ts';

type Event = RequestEvent<{ community: string }>;

/** What a form about a community and its people was sent for. */
export interface Asked {
  kith: Client;
  said: Said;
  communityId: string;
  /** The address of the community. */
  home: string;
  /** The address of this Kith, without a slash at its end. */
  origin: string;
}

/** A form action about the community of the page. */
export function inCommunity<Result>(form: string, work: (asked: Asked) => Promise<Result>) {
  return (event: Event) =>
    answer(event, form, async (said, kith) => {
      const slug = event.params.community;
      const { id: communityId } = await kith.read('communities.get', { slug });
      return work({ kith, said, communityId, home: `/${slug}`, origin: event.url.origin });
    });
}
