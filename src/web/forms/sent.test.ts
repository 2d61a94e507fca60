import { expect, test } from 'vitest';
import { sentIn } from './sent.ts';

const LARGE = 'x'.repeat(1024 * 1024);
const [mia, stranger] = [{ person: { handle: 'mia' } }, { person: null }];

function form(words: string, declared: boolean): Request {
  const fields = new FormData();
  fields.set('words', words);
  const whole = new Response(fields);
  const headers = new Headers({ 'content-type': whole.headers.get('content-type')! });
  if (declared) headers.set('content-length', String(words.length + 200));
  return new Request('http://kith/', {
    method: 'POST',
    headers,
    body: whole.body,
    duplex: 'half',
  } as RequestInit);
}

test.each([true, false])(
  'a stranger sends words, and a member files; its size declared: %s',
  async (declared) => {
    expect((await sentIn({ request: form('Hello', declared), locals: stranger })).get('words')).toBe('Hello');
    expect((await sentIn({ request: form(LARGE, declared), locals: mia })).get('words')).toBe(LARGE);
  },
);

test.each([true, false])(
  'what is larger from a stranger is refused; its size declared: %s',
  async (declared) => {
    const refused = sentIn({ request: form(LARGE, declared), locals: stranger });
    await expect(refused).rejects.toMatchObject({ status: 413, body: { reason: 'too-large' } });
  },
);
