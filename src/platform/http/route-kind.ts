export type RouteKind = 'verb' | 'read' | 'auth' | 'api' | 'file' | 'asset' | 'watch' | 'page';

const kinds: [start: string, kind: RouteKind][] = [
  ['/api/auth/', 'auth'],
  ['/api/', 'api'],
  ['/files/', 'file'],
  ['/_app/', 'asset'],
  ['/healthz', 'watch'],
  ['/readyz', 'watch'],
  ['/metrics', 'watch'],
];
const NAMED = '/api/v1/';

/** What sort of thing a request asks for: few words that say nothing of who asks, or for what. */
export function routeKind(method = 'GET', url = '/'): RouteKind {
  if (url.startsWith(NAMED)) return method === 'POST' ? 'verb' : 'read';
  return kinds.find(([start]) => url.startsWith(start))?.[1] ?? 'page';
}
