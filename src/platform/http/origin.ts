/** True when a browser says that the request comes from a page of this very house. */
export function isOwnPage(headers: Headers): boolean {
  const site = headers.get('sec-fetch-site');
  if (site) return site === 'same-origin';
  const origin = headers.get('origin');
  if (!origin || !URL.canParse(origin)) return false;
  const host = new URL(origin).host;
  return host === headers.get('host') || host === headers.get('x-forwarded-host');
}

/** True for requests that bring a token of their own: no cookie counts for them, and so they may come from anywhere. */
export const bringsToken = (headers: Headers): boolean =>
  /^bearer\b/i.test(headers.get('authorization') ?? '');
