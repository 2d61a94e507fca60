import type { AttachmentView } from './message.ts';
import type { AttachmentRow } from './tables.ts';

/** Stands for the conversation of a file that waits for a thread which is still to be started. */
export const NONE_YET = '';

/** What is shown of an attachment; its addresses work only for those who may see the conversation. */
export function attachmentViewOf(row: AttachmentRow): AttachmentView {
  const url = (variant: string) =>
    `/files/${row.community_id}/${row.id}/${variant}/${encodeURIComponent(row.name)}`;
  return {
    id: row.id,
    name: row.name,
    mime: row.mime,
    size: row.size,
    width: row.width,
    height: row.height,
    url: url('whole'),
    previewUrl: row.preview ? url('small') : null,
  };
}
