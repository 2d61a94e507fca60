import { error } from '@sveltejs/kit';

/** Forms of words fit into a part of this. */
const MOST_OF_A_STRANGER = 1024 * 1024;
const TOO_LARGE = 413;

interface Asking {
  request: Request;
  locals: { person: unknown };
}

/**
 * What a form has sent. It is kept in memory until it is whole, and anybody may open many connections; so files, for
 * which there is much room, come from those who are signed in alone.
 */
export async function sentIn({ request, locals }: Asking): Promise<FormData> {
  return (locals.person ? request : await short(request)).formData();
}

/** What the sender declares is held to by the server's parser; the rest is counted. */
async function short(request: Request): Promise<Request | Response> {
  const { body, headers } = request;
  const declared = headers.get('content-length');
  if (Number(declared) > MOST_OF_A_STRANGER) tooLarge();
  if (!body || (declared && !headers.has('transfer-encoding'))) return request;
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of body) {
    size += part.length;
    if (size > MOST_OF_A_STRANGER) tooLarge();
    parts.push(part);
  }
  return new Response(new Blob(parts as BlobPart[]), {
    headers: { 'content-type': headers.get('content-type') ?? '' },
  });
}

function tooLarge(): never {
  error(TOO_LARGE, 'That is larger than this installation takes.', { reason: 'too-large' });
}
