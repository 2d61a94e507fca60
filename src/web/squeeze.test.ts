import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { squeeze } from './squeeze.ts';

const page = (text: string, type = 'text/html') => new Response(text, { headers: { 'content-type': type } });
const long = '<p>Sleeping. Feed it.</p>'.repeat(500);

test('a page is sent in less, and says so', async () => {
  const response = await squeeze(page(long), 'br, gzip');
  const body = Buffer.from(await response.arrayBuffer());
  expect(gunzipSync(body).toString()).toBe(long);
  expect(response.headers.get('content-encoding')).toBe('gzip');
  expect(response.headers.get('content-length')).toBe(String(body.length));
  expect(response.headers.get('vary')).toBe('accept-encoding');
});

test('who does not take it gets it as it is', async () => {
  const response = await squeeze(page(long), null);
  expect(await response.text()).toBe(long);
  expect(response.headers.has('content-encoding')).toBe(false);
});

test('what is short, has no body or is no text stays as it is', async () => {
  expect((await squeeze(page('short'), 'gzip')).headers.has('content-encoding')).toBe(false);
  expect((await squeeze(new Response(null, { status: 304 }), 'gzip')).status).toBe(304);
  expect((await squeeze(page(long, 'image/png'), 'gzip')).headers.has('content-encoding')).toBe(false);
});

test('cookies and status stay', async () => {
  const answer = new Response(long, {
    status: 404,
    headers: [
      ['content-type', 'text/html'],
      ['set-cookie', 'a=1'],
      ['set-cookie', 'b=2'],
    ],
  });
  const response = await squeeze(answer, 'gzip');
  expect(response.status).toBe(404);
  expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
});
