import { version } from '$app/env';
import { self } from '$app/service-worker';
import { builtIn, mayKeep, wayFor } from './rules.ts';

const BUILT = `kith-built-${version}`;
const READ = 'kith-read';
const OFFLINE = '/offline';
const MOST_READ = 150;

self.addEventListener('install', (event) => event.waitUntil(prepare()));
self.addEventListener('activate', (event) => event.waitUntil(dropOldBuilds()));
self.addEventListener('fetch', (event) => {
  const way = wayFor(event.request, self.location.origin);
  if (way === 'built') event.respondWith(fromBuild(event.request));
  if (way === 'read') event.respondWith(fromNetwork(event.request));
});

/** The page that says "you are offline" must be there before one is. */
async function prepare(): Promise<void> {
  const answer = await fetch(OFFLINE);
  const cache = await caches.open(BUILT);
  const html = await answer.clone().text();
  await cache.put(OFFLINE, answer);
  await cache.addAll(builtIn(html));
  await self.skipWaiting();
}

async function dropOldBuilds(): Promise<void> {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith('kith-built') && name !== BUILT);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function fromBuild(request: Request): Promise<Response> {
  const cache = await caches.open(BUILT);
  const kept = await cache.match(request);
  if (kept) return kept;
  const answer = await fetch(request);
  if (mayKeep(answer)) await cache.put(request, answer.clone());
  return answer;
}

/** What is new comes first; what was read is shown when the network is away. */
async function fromNetwork(request: Request): Promise<Response> {
  try {
    const answer = await fetch(request);
    if (mayKeep(answer)) await keep(request, answer.clone());
    return answer;
  } catch (error) {
    const kept = await caches.match(request, { ignoreVary: true });
    if (kept) return kept;
    const offline = request.mode === 'navigate' ? await caches.match(OFFLINE) : undefined;
    if (offline) return offline;
    throw error;
  }
}

/** Keeps the latest of what was read; the oldest goes first. */
async function keep(request: Request, answer: Response): Promise<void> {
  const cache = await caches.open(READ);
  await cache.delete(request);
  await cache.put(request, answer);
  const kept = await cache.keys();
  await Promise.all(kept.slice(0, Math.max(0, kept.length - MOST_READ)).map((old) => cache.delete(old)));
}
