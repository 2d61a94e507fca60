import { describe, expect, test } from 'vitest';
import { house, nobody, problem } from './scene.ts';

describe('a read', () => {
  test('takes numbers, booleans, words and lists from the address', async () => {
    const { get } = house();
    const asked = 'text=12&count=12&share=0.5&wanted=false&either=b&names=a&names=b&numbers=1&numbers=2.5';
    expect(await get(`things.list?${asked}`)).toEqual({
      ...{ text: '12', count: 12, share: 0.5, wanted: false, either: 'b' },
      ...{ names: ['a', 'b'], numbers: [1, 2.5] },
    });
    expect(await get('things.list?names=a')).toEqual({ share: 1, names: ['a'] });
    expect(await get('things.list')).toEqual({ share: 1 });
  });

  test.each([
    'count=',
    'count=x',
    'count=1.5',
    'wanted=1',
    'wanted=',
    'either=c',
    'share=Infinity',
    'share=NaN',
    'numbers=x',
  ])('refuses %s, and says which', async (query) => {
    const answer = await house().ask(`things.list?${query}`);
    expect(await problem(answer)).toMatchObject({ status: 422, title: 'invalid' });
  });

  test('is not led astray by names that every object has', async () => {
    const { get } = house();
    for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty'])
      expect(await get(`things.list?${name}=x&${name}=y`)).toEqual({ share: 1 });
  });

  test('answers HEAD without a body', async () => {
    const answer = await house().ask('things.list', { method: 'HEAD' });
    expect(answer.status).toBe(200);
    expect(await answer.text()).toBe('');
  });
});

describe('a verb', () => {
  test('takes JSON and answers JSON that nobody keeps', async () => {
    const answer = await house().post('things.say', '{"text":"ja, ñ 🌱"}', {
      'content-type': 'Application/JSON; charset=utf-8',
    });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(await answer.json()).toEqual({ text: 'ja, ñ 🌱' });
  });

  test('is no fault of the house where its sender goes in the middle', async () => {
    for (const type of ['application/json', 'multipart/form-data; boundary=----------------------------a']) {
      const { post, logged } = house();
      const body = new ReadableStream({
        pull: (stream) => stream.error(Object.assign(new Error('aborted'), { code: 'ECONNRESET' })),
      });
      const name = type === 'application/json' ? 'things.say' : 'things.bring';
      expect(await problem(await post(name, body, { 'content-type': type }))).toMatchObject({
        ...{ status: 422, reason: 'cut-off' },
      });
      expect(logged).toEqual([]);
    }
  });

  test('sets each of its cookies', async () => {
    const answer = await house(nobody).post('things.enter', '{}');
    expect(answer.headers.getSetCookie()).toEqual(['a=1; Path=/', 'b=2; Path=/']);
    expect(await answer.json()).toBeNull();
  });

  test.each(['', '{', '{"text":', '<a/>', 'text=x', '\u0000', '{"text":"a"}{'])(
    'refuses the broken JSON %j',
    async (body) => {
      expect(await problem(await house().post('things.say', body))).toMatchObject({
        status: 422,
        reason: 'not-json',
      });
    },
  );

  test.each([
    'null',
    '[]',
    '3',
    '"x"',
    '{}',
    '{"text":null}',
    '{"text":{"text":"x"}}',
    '{"text":"a\\u0000b"}',
    '{"__proto__":{"text":"x"}}',
  ])('refuses %s as input, with its field', async (body) => {
    const said = await problem(await house().post('things.say', body));
    expect(said).toMatchObject({
      status: 422,
      reason: 'invalid',
      field: expect.stringMatching(/^(text|input)$/),
    });
  });

  test('bears JSON that is nested without end', async () => {
    const deep = `{"text":${'['.repeat(200_000)}${']'.repeat(200_000)}}`;
    expect((await house().post('things.say', deep)).status).toBe(422);
  });

  test.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data',
    'application/jsonp',
    '',
  ])('refuses the content type %j', async (type) => {
    const answer = await house().post('things.say', '{"text":"x"}', { 'content-type': type });
    expect(await problem(answer)).toMatchObject({ status: 415, reason: 'wrong-type' });
  });

  test('refuses a body that is too large, declared or not', async () => {
    const { post } = house();
    const large = JSON.stringify({ text: 'x'.repeat(1024 * 1024) });
    const declaredLarge = await post('things.say', large, { 'content-length': String(large.length) });
    expect(await problem(declaredLarge)).toMatchObject({ status: 413, reason: 'too-large' });
    const endless = new ReadableStream({ pull: (stream) => stream.enqueue(Buffer.alloc(65_536, 'x')) });
    expect(await problem(await post('things.say', endless))).toMatchObject({
      status: 413,
      reason: 'too-large',
    });
  });

  test('looks at no body of who is not signed in', async () => {
    const never = new ReadableStream({ pull: () => new Promise(() => undefined) });
    const answer = await house(nobody).post('things.say', never);
    expect(await problem(answer)).toMatchObject({ status: 401, reason: 'sign-in-first' });
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
  });
});

describe('an upload', () => {
  const form = (parts: Record<string, string | Blob>) => {
    const data = new FormData();
    for (const [name, value] of Object.entries(parts)) data.append(name, value);
    return data;
  };
  const bring = (body: BodyInit, headers = {}) =>
    house().ask('things.bring', { method: 'POST', body, headers: { authorization: 'Bearer x', ...headers } });

  test('is a form with one file', async () => {
    const file = new File([new Uint8Array([0, 1, 255])], 'ñ.png', { type: 'image/png' });
    const answer = await bring(form({ note: 'a note', content: file }));
    expect(await answer.json()).toEqual({
      name: 'ñ.png',
      mime: 'image/png',
      note: 'a note',
      bytes: [0, 1, 255],
    });
    const bare = await bring(form({ content: new Blob(['x']), name: 'mine.bin' }));
    expect(await bare.json()).toMatchObject({ name: 'mine.bin', mime: 'application/octet-stream' });
  });

  test('refuses what is no form, has no file, or is too large', async () => {
    expect(await problem(await bring('{}', { 'content-type': 'application/json' }))).toMatchObject({
      reason: 'not-a-form',
    });
    const torn = { 'content-type': 'multipart/form-data; boundary=x' };
    expect(await problem(await bring('--x\r\ntorn', torn))).toMatchObject({ reason: 'not-a-form' });
    expect(await problem(await bring(form({ content: 'words' })))).toMatchObject({
      reason: 'no-file',
      field: 'content',
    });
    const large = form({ content: new Blob([new Uint8Array(1024 * 1024 + 2000)]) });
    expect(await problem(await bring(large))).toMatchObject({ status: 413, reason: 'too-large' });
  });
});
