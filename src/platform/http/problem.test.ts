import { describe, expect, test } from 'vitest';
import { house, problem, refusals } from './scene.ts';

describe('a refusal', () => {
  test.each([
    ['not-found', 404, {}],
    ['forbidden', 403, { reason: 'hosts-only' }],
    ['invalid', 422, { field: 'name' }],
    ['conflict', 409, { field: 'slug' }],
    ['too-many', 429, { retryAfter: 17 }],
    ['unavailable', 503, { reason: 'no-mail' }],
  ])('of the kind %s is a problem document with %i', async (kind, status, more) => {
    const { post, logged } = house();
    const answer = await post('things.refuse', JSON.stringify({ kind }));
    expect(answer.headers.get('retry-after')).toBe(kind === 'too-many' ? '17' : null);
    expect(answer.status).toBe(status);
    const detail = refusals[kind]!.message;
    expect(await problem(answer)).toMatchObject({
      type: `urn:kith:${kind}`,
      title: kind,
      status,
      detail,
      ...more,
    });
    expect(logged).toEqual([]);
  });

  test('that nobody made is logged without its words, and answered without anything of it', async () => {
    const { post, logged } = house();
    const said = await problem(await post('things.refuse', '{"kind":"fault"}'));
    expect(said).toMatchObject({ status: 503, reason: 'fault' });
    expect(JSON.stringify([said, logged])).not.toMatch(/well|Ines|her own house/);
    expect(logged).toEqual([['request failed', expect.objectContaining({ error: 'RangeError' })]]);
    expect(JSON.stringify(logged)).toContain('scene.ts');
  });

  test('of what is not there, or called wrongly, says so', async () => {
    const { ask } = house();
    for (const path of ['things.nothing', 'toString', '__proto__', 'things.list/more', ''])
      expect(await problem(await ask(path))).toMatchObject({ status: 404 });
    for (const method of ['GET', 'PUT', 'DELETE', 'OPTIONS']) {
      const answer = await ask('things.say', { method });
      expect(answer.headers.get('allow')).toBe('POST');
      expect(await problem(answer)).toMatchObject({ status: 405, reason: 'wrong-method' });
    }
    expect((await ask('things.list', { method: 'POST' })).headers.get('allow')).toBe('GET');
  });
});

describe('a change that rides on a cookie', () => {
  const change = (headers: Record<string, string>) =>
    house().ask('things.say', {
      method: 'POST',
      body: '{"text":"x"}',
      headers: {
        'content-type': 'application/json',
        cookie: 'kith.session_token=x',
        host: 'kith.example.org',
        ...headers,
      },
    });

  test.each<Record<string, string>>([
    { origin: 'http://evil.example' },
    { origin: 'null' },
    { origin: 'http://kith.example.org.evil.example' },
    { 'sec-fetch-site': 'cross-site', origin: 'http://kith.example.org' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'none' },
    { referer: 'http://kith.example.org/' },
    { authorization: 'Basic x' },
    {},
  ])('is refused with %j', async (headers) => {
    expect(await problem(await change(headers))).toMatchObject({ status: 403, reason: 'other-origin' });
  });

  test.each<Record<string, string>>([
    { origin: 'http://kith.example.org' },
    { 'sec-fetch-site': 'same-origin' },
    { authorization: 'Bearer x', origin: 'http://evil.example' },
  ])('is taken with %j', async (headers) => {
    expect((await change(headers)).status).toBe(200);
  });
});
