/** How a request is answered: from the build as it is, from the network with what was read as a fallback, or not here. */
export type Way = 'built' | 'read' | 'pass';

const NEVER = /^\/(api|live|sign-in|sign-out|reset|start|settings|offline)(\/|$)/;

/** The way for a request of this origin. Only what one has read is kept; forms, the API and the settings are not. */
export function wayFor(request: { method: string; mode: string; url: string }, origin: string): Way {
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== origin || NEVER.test(url.pathname)) return 'pass';
  if (url.pathname.startsWith('/_app/immutable/')) return 'built';
  if (url.pathname.startsWith('/files/')) return /\/(small|people)\//.test(url.pathname) ? 'read' : 'pass';
  if (request.mode === 'navigate' || url.pathname.endsWith('/__data.json')) return 'read';
  return 'pass';
}

/** Whether an answer may be kept: a whole one, of this origin, that a person who is allowed to see it has got. */
export const mayKeep = (answer: {
  ok: boolean;
  status: number;
  type: string;
  redirected: boolean;
}): boolean => answer.ok && answer.status === 200 && answer.type === 'basic' && !answer.redirected;

/** Addresses of the build that a page needs to look as it should. */
export const builtIn = (html: string): string[] => [
  ...new Set(html.match(/\/_app\/immutable\/[\w./-]+/g) ?? []),
];
