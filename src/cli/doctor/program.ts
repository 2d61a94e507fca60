import { isPagesStale } from '../start/pages.ts';
import { because, mend, ok } from './finding.ts';
import type { Finding } from './finding.ts';

const OLDEST_NODE = [24, 2];

/** Older ones do not run TypeScript, or do not say which module was started. */
export function lookAtRuntime(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const old = major < OLDEST_NODE[0]! || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1]!);
  if (!old) return ok('node', process.versions.node);
  const todo = 'Run `npm ci`, which brings a newer one for Kith alone, or install Node 24.';
  return mend('node', `${process.versions.node} is older than ${OLDEST_NODE.join('.')}`, todo);
}

export async function lookAtPages(): Promise<Finding> {
  const stale = await isPagesStale();
  if (stale === 'missing')
    return mend('pages', 'not built', 'Run `npm run build`; `npm start` does so by itself.');
  if (stale === 'old')
    return mend('pages', 'older than their sources', 'Start anew; `npm start` builds them.');
  return ok('pages', 'built');
}

/** Draws a small picture and reads it again. */
export async function lookAtPictures(): Promise<Finding> {
  try {
    const { default: sharp } = await import('sharp');
    const create = { width: 8, height: 8, channels: 3, background: '#3a7' } as const;
    const drawn = await sharp({ create }).webp().toBuffer();
    const { format } = await sharp(drawn).metadata();
    return ok('pictures', `sharp draws and reads ${format}`);
  } catch (error) {
    const todo = 'Run `npm ci` on this very machine: sharp comes in one package for each kind of it.';
    return mend('pictures', `sharp does not work: ${because(error)}`, todo);
  }
}
