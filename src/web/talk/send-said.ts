import type { Client } from '../api.ts';
import type { Said } from '../forms/said.ts';
import { newId } from '../live/id.ts';
import { bringInFiles } from './bring-in-files.ts';

/** Sends what a form of the composer said before scripts ran; the number of the new message. */
export async function sendSaid(
  kith: Client,
  said: Said,
  where: { communityId: string; conversationId: string },
): Promise<number> {
  const answered = said.maybe('parentNumber');
  const sent = await kith.act('conversations.send-message', {
    ...where,
    id: said.maybe('id') ?? newId(),
    body: said.text('body'),
    parentNumber: answered ? Number(answered) : null,
    attachments: await bringInFiles(kith, where, await said.files('files')),
  });
  return sent.number;
}
