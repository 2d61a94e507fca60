import { countOf, cutText, fieldsOf, listOf, textOf, wordOf } from '../reading/field.ts';
import type { AttachmentRecord } from '../record.ts';

const LONGEST_NAME = 120;
const LONGEST_URL = 2000;
const REMOTE = /^https?:\/\//i;

/** What hangs on a message. Plainer exports list addresses alone, each followed by its local copy where there is one. */
export function attachmentsOf(value: unknown): AttachmentRecord[] {
  const attachments: AttachmentRecord[] = [];
  for (const entry of listOf(value)) {
    if (typeof entry === 'string') addAddress(attachments, entry);
    else addDescribed(attachments, entry);
  }
  return attachments;
}

function addDescribed(attachments: AttachmentRecord[], entry: unknown): void {
  const fields = fieldsOf(entry);
  const address = textOf(fields?.['url'] ?? fields?.['sourceUrl']);
  if (!fields || !address) return;
  const name = wordOf(fields['fileName'] ?? fields['name'], LONGEST_NAME) ?? nameIn(address);
  attachments.push({ name, size: countOf(fields['fileSizeBytes']), ...placed(address) });
}

function addAddress(attachments: AttachmentRecord[], entry: string): void {
  const address = textOf(entry).trim();
  const last = attachments.at(-1);
  if (!address) return;
  if (!REMOTE.test(address) && last?.url && !last.path && last.name === nameIn(address)) last.path = address;
  else attachments.push({ name: nameIn(address), size: null, ...placed(address) });
}

function placed(address: string): Pick<AttachmentRecord, 'url' | 'path'> {
  if (REMOTE.test(address)) return { url: address.length <= LONGEST_URL ? address : null, path: null };
  return { url: null, path: address.length <= LONGEST_URL ? address : null };
}

function nameIn(address: string): string {
  const path = address.split(/[?#]/, 1)[0]!.split(/[/\\]/);
  return cutText(path.at(-1) || address, LONGEST_NAME);
}
