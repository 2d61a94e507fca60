import { fitPicture, isPicture } from '../../platform/files/index.ts';
import type { FileStore } from '../../platform/files/index.ts';
import type { AttachmentRow } from './tables.ts';

const WHOLE_EDGE = 2400;
const SMALL_EDGE = 720;

/** A stored file, before it is known on which message it hangs. */
export type KeptFile = Omit<
  AttachmentRow,
  'community_id' | 'conversation_id' | 'number' | 'position' | 'owner_id'
>;

/** Puts a picture or file into the store. Pictures are drawn anew; throws `invalid` where one is no picture. */
export async function keepFile(
  files: Pick<FileStore, 'put'>,
  given: { id: string; communityId: string; name: string; mime: string; content: Uint8Array },
  now: number,
): Promise<KeptFile> {
  const content = Buffer.from(given.content);
  const stored = `messages/${given.communityId}/${given.id}`;
  const shape = isPicture(given.mime) ? await keepPicture(files, stored, content) : undefined;
  if (!shape) await files.put(`${stored}/whole`, content);
  return {
    id: given.id,
    name: shape ? `${given.name.replace(/\.\w+$/, '')}.webp` : given.name,
    mime: shape ? 'image/webp' : given.mime.toLowerCase(),
    size: shape?.size ?? content.length,
    width: shape?.width ?? null,
    height: shape?.height ?? null,
    preview: shape ? 1 : 0,
    stored,
    created_at: now,
  };
}

async function keepPicture(files: Pick<FileStore, 'put'>, stored: string, content: Buffer) {
  const whole = await fitPicture(content, WHOLE_EDGE);
  const small = await fitPicture(content, SMALL_EDGE);
  await files.put(`${stored}/whole`, whole.content);
  await files.put(`${stored}/small`, small.content);
  return { width: whole.width, height: whole.height, size: whole.content.length };
}
