import { readFile, realpath, stat } from 'node:fs/promises';
import { extname, resolve, sep } from 'node:path';
import { newId } from '../../../platform/ids.ts';
import { isKithError } from '../../../platform/errors.ts';
import { keepFile } from '../../conversations/index.ts';
import type { KeptFile } from '../../conversations/index.ts';
import type { AttachmentRecord } from '../record.ts';
import type { Target } from './placing.ts';

/** What a message's attachments became: files that are kept here, and those that lie elsewhere or are lost. */
export interface Hung {
  kept: KeptFile[];
  elsewhere: { name: string; url: string | null }[];
  /** How many of those that are elsewhere did come with the archive, but are larger than this installation takes. */
  tooLarge: number;
}

/** Takes in the files that came with the archive. */
export async function takeInFiles(
  target: Target,
  folder: string | null,
  attachments: AttachmentRecord[],
  at: number,
): Promise<Hung> {
  const hung: Hung = { kept: [], elsewhere: [], tooLarge: 0 };
  for (const attachment of attachments) {
    const path = folder && attachment.path ? await insideOf(folder, attachment.path) : null;
    const tooLarge = path !== null && (await stat(path)).size > target.placing.uploadBytes;
    if (tooLarge) hung.tooLarge += 1;
    const kept = path && !tooLarge ? await takeIn(target, path, attachment.name, at) : null;
    if (kept) hung.kept.push(kept);
    else hung.elsewhere.push({ name: attachment.name, url: attachment.url });
  }
  return hung;
}

async function takeIn(target: Target, path: string, name: string, at: number): Promise<KeptFile> {
  const { files } = target.placing;
  const content = await readFile(path);
  const given = { id: newId(), communityId: target.communityId, name: safeName(name), content };
  try {
    return await keepFile(files, { ...given, mime: mimeOf(name) }, at);
  } catch (error) {
    // What calls itself a picture and is none is kept as the file that it is.
    if (!isKithError(error)) throw error;
    return keepFile(files, { ...given, mime: 'application/octet-stream' }, at);
  }
}

/** The file that a path inside the archive means; null unless it is a plain file below the folder. */
export async function insideOf(folder: string, path: string): Promise<string | null> {
  for (const name of new Set([path, unescaped(path)])) {
    if (name.includes('\0')) continue;
    const found = await realpath(resolve(folder, name)).catch(() => null);
    const home = await realpath(folder).catch(() => null);
    if (found && home && found.startsWith(home + sep) && (await stat(found)).isFile()) return found;
  }
  return null;
}

function unescaped(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

const safeName = (name: string) => name.replace(/[\p{Cc}/\\]/gu, '_').slice(0, 200) || 'file';

const MIMES: Record<string, string> = {
  ...{ '.jpg': 'image/jpeg', '.jpeg': 'image/jpeg', '.png': 'image/png', '.webp': 'image/webp' },
  ...{ '.gif': 'image/gif', '.avif': 'image/avif', '.heic': 'image/heic', '.tiff': 'image/tiff' },
  ...{ '.pdf': 'application/pdf', '.txt': 'text/plain', '.md': 'text/markdown', '.csv': 'text/csv' },
  ...{ '.zip': 'application/zip', '.mp3': 'audio/mpeg', '.ogg': 'audio/ogg', '.wav': 'audio/wav' },
  ...{ '.mp4': 'video/mp4', '.webm': 'video/webm', '.mov': 'video/quicktime' },
};

const mimeOf = (name: string) => MIMES[extname(name).toLowerCase()] ?? 'application/octet-stream';
