import { expect, test } from 'vitest';
import { patientFetch } from './patient-fetch.ts';

/** A network that answers with these one after another: a status, or an error. */
function network(...answers: (number | Error)[]) {
  const asked: (string | undefined)[] = [];
  const fetch = patientFetch(async (_url, init) => {
    asked.push(init?.method);
    const next = answers.shift() ?? 200;
    if (next instanceof Error) throw next;
    return new Response('said', { status: next });
  });
  return { asked, put: () => fetch('http://store.example/a', { method: 'PUT', body: Buffer.from('x') }) };
}

test('what passes is tried again', async () => {
  const { asked, put } = network(503, new TypeError('fetch failed'), 429);
  expect((await put()).status).toBe(200);
  expect(asked).toEqual(['PUT', 'PUT', 'PUT', 'PUT']);
});

test('what does not pass is told, after some tries', async () => {
  const always = network(500, 500, 500, 503);
  expect((await always.put()).status).toBe(503);
  const dead = network(...Array.from({ length: 9 }, () => new TypeError('fetch failed')));
  await expect(dead.put()).rejects.toThrow('fetch failed');
  expect(dead.asked).toHaveLength(4);
});

test('a refusal is told at once', async () => {
  const { asked, put } = network(403);
  expect((await put()).status).toBe(403);
  expect(asked).toHaveLength(1);
});
