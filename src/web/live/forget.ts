import { forgetDrafts } from '../ui/draft.ts';
import { forgetLetters } from './letters.ts';

const WHOSE = 'kith:whose';

/** Forgets what this browser keeps of a person: drafts, unsent messages and pages that can be read offline. */
export async function forgetAll(): Promise<void> {
  forgetDrafts();
  forgetLetters(localStorage);
  localStorage.removeItem(WHOSE);
  await forgetPages();
}

/** Another person on this browser finds nothing of the one before; after signing out no page can be read. */
export async function keepFor(personId: string | null): Promise<void> {
  const before = localStorage.getItem(WHOSE);
  if (personId === null) return forgetPages();
  if (before !== null && before !== personId) await forgetAll();
  localStorage.setItem(WHOSE, personId);
}

/** Whether a page that the browser brings back as it was is of somebody who has left since. */
export const isOfAnother = (personId: string | null): boolean =>
  personId !== null && localStorage.getItem(WHOSE) !== personId;

async function forgetPages(): Promise<void> {
  if (!('caches' in globalThis)) return;
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith('kith-read')).map((name) => caches.delete(name)));
}
