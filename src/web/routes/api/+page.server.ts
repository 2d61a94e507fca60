import { readDocument } from '#web/reference/read-document.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ platform, url }) => {
  const response = await platform!.req.kith.fetch(new Request(`${url.origin}/api/v1/openapi.json`));
  return { origin: url.origin, domains: readDocument(await response.json()) };
};
