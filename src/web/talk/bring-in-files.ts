import type { Client } from '../api.ts';
import type { Said } from '../forms/said.ts';
import { newId } from '../live/id.ts';

type Sent = Awaited<ReturnType<Said['files']>>[number];

/** Brings in the files that came with a form, in order; their ids go along with the message. */
export async function bringInFiles(
  kith: Client,
  where: { communityId: string; conversationId?: string },
  files: Sent[],
): Promise<string[]> {
  const ids: string[] = [];
  for (const file of files) {
    const { id } = await kith.act('conversations.attach', { ...where, ...file, id: newId() });
    ids.push(id);
  }
  return ids;
}
