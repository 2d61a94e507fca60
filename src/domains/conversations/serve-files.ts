import type { Context as HttpContext, Hono } from 'hono';
import type { Viewer } from '../../platform/act.ts';
import type { Store } from '../../platform/db/index.ts';
import { notFound } from '../../platform/errors.ts';
import { serveFile } from '../../platform/files/index.ts';
import type { Services } from '../../platform/services.ts';
import { NONE_YET } from './attachment.ts';
import { hearersOf } from './audience.ts';
import { isMember } from '../communities/index.ts';

interface FileHouse {
  store: Store;
  services: Services;
  viewerOf(context: HttpContext): Promise<Viewer>;
}

/** Files at `/files/<community>/<attachment>/<whole|small>/<name>`, only for those who may see the conversation. */
export function serveFiles(routes: Hono, { store, services, viewerOf }: FileHouse): void {
  routes.get('/files/:communityId/:attachmentId/:variant{whole|small}/:name', async (context) => {
    const { communityId, attachmentId, variant } = context.req.param();
    const { personId } = await viewerOf(context);
    const row = await store.read
      .selectFrom('attachment')
      .selectAll()
      .where('community_id', '=', communityId)
      .where('id', '=', attachmentId)
      .executeTakeFirst();
    if (!row || !personId || !(await maySee(store, personId, row))) throw notFound();
    const answer = await serveFile(
      services.files,
      `${row.stored}/${variant}`,
      row,
      context.req.header('range'),
    );
    if (!answer) throw notFound();
    return answer;
  });
}

/** A file that hangs on nothing yet is its owner's alone. */
async function maySee(
  store: Store,
  personId: string,
  row: { community_id: string; conversation_id: string; number: number | null; owner_id: string | null },
): Promise<boolean> {
  if (row.number === null && row.owner_id !== personId) return false;
  if (!(await isMember(store.read, row.community_id, personId))) return false;
  if (row.conversation_id === NONE_YET) return true;
  return (await hearersOf(store.read, personId, row.community_id, row.conversation_id)) !== false;
}
