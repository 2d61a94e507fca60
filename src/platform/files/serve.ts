import type { FileStore } from './store.ts';

const SHOWN_INLINE = /^(image\/webp|audio\/(mpeg|ogg|wav)|video\/(mp4|webm)|application\/pdf|text\/plain)$/;

/** Answers a request for a stored file, with ranges, and never as something that a browser would run. */
export async function serveFile(
  files: FileStore,
  key: string,
  file: { name: string; mime: string },
  range: string | undefined,
): Promise<Response | null> {
  const size = await files.size(key);
  if (size === null) return null;
  const headers = new Headers({
    'content-type': SHOWN_INLINE.test(file.mime) ? file.mime : 'application/octet-stream',
    'content-disposition': disposition(file),
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'private, max-age=31536000, immutable',
    'accept-ranges': 'bytes',
  });
  const asked = parseRange(range, size);
  if (asked === 'unsatisfiable') {
    return new Response(null, { status: 416, headers: { 'content-range': `bytes */${size}` } });
  }
  if (!asked) {
    headers.set('content-length', String(size));
    return new Response(files.open(key), { headers });
  }
  headers.set('content-length', String(asked.end - asked.start + 1));
  headers.set('content-range', `bytes ${asked.start}-${asked.end}/${size}`);
  return new Response(files.open(key, asked), { status: 206, headers });
}

function disposition({ name, mime }: { name: string; mime: string }): string {
  const kind = SHOWN_INLINE.test(mime) ? 'inline' : 'attachment';
  const plain = name.replace(/[^\x20-\x7e]|["\\]/g, '_');
  return `${kind}; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, escape)}`;
}

/** One byte range as in RFC 9110, section 14.1.2; null where none or more than one is asked for. */
function parseRange(
  range: string | undefined,
  size: number,
): { start: number; end: number } | 'unsatisfiable' | null {
  const match = /^bytes=(\d*)-(\d*)$/.exec(range ?? '');
  if (!match || (!match[1] && !match[2])) return null;
  const start = match[1] ? Number(match[1]) : Math.max(0, size - Number(match[2]));
  const end = match[1] && match[2] ? Math.min(Number(match[2]), size - 1) : size - 1;
  return start > end || start >= size ? 'unsatisfiable' : { start, end };
}
