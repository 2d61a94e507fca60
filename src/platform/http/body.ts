import type { AnyVerb, AnyRead } from '../act.ts';
import { invalid } from '../errors.ts';

const LARGEST_JSON = 1024 * 1024;

type Body = Pick<Request, 'json' | 'formData'>;

/** What a request sends to a verb: JSON, or for an upload a form with one file. */
export async function inputOf(
  request: Request,
  verb: AnyVerb | AnyRead,
  uploadBytes: number,
): Promise<unknown> {
  const type = request.headers.get('content-type') ?? '';
  if (verb.upload) return uploadOf(await limited(request, type, uploadBytes + LARGEST_JSON));
  if (!JSON_TYPE.test(type)) throw invalid('body', 'wrong-type', 'Send JSON as application/json.');
  const body = await limited(request, type, LARGEST_JSON);
  return body.json().catch(() => {
    throw invalid('body', 'not-json', 'The body is not valid JSON.');
  });
}

const JSON_TYPE = /^application\/json\s*(;|$)/i;

/** A body of at most so many bytes. What the sender declares is held to by the server's parser; the rest is counted. */
async function limited(request: Request, type: string, most: number): Promise<Body> {
  const declared = request.headers.get('content-length');
  if (Number(declared) > most) throw tooLarge();
  // Not to be looked at where it need not be: as a stream a body costs more than all the rest of a call.
  if (declared && !request.headers.has('transfer-encoding')) return request;
  if (!request.body) return request;
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body.getReader();
  const next = () => reader.read().catch(cutOff);
  for (let part = await next(); !part.done; part = await next()) {
    size += part.value.length;
    if (size > most) throw tooLarge();
    chunks.push(part.value);
  }
  return new Response(Buffer.concat(chunks), { headers: { 'content-type': type } });
}

async function uploadOf(body: Body): Promise<Record<string, unknown>> {
  const form = await body.formData().catch(() => {
    throw invalid(
      'body',
      'not-a-form',
      'Send a form (multipart/form-data) with the file in the field "content".',
    );
  });
  const { content, ...fields } = Object.fromEntries(form.entries());
  if (!(content instanceof File))
    throw invalid('content', 'no-file', 'The form has no file in the field "content".');
  return {
    name: content.name,
    mime: content.type || 'application/octet-stream',
    ...fields,
    content: new Uint8Array(await content.arrayBuffer()),
  };
}

/** Whoever sends has gone, so nobody reads this, and nothing of the house's is broken. */
function cutOff(): never {
  throw invalid('body', 'cut-off', 'The body ended before all of it had come.');
}

const tooLarge = () => invalid('body', 'too-large', 'That is larger than this installation takes.');
