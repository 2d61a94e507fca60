import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from '../src/app.ts';
import type { App } from '../src/app.ts';
import { conversations } from '../src/domains/conversations/index.ts';
import { readConfig } from '../src/platform/config.ts';
import { newId } from '../src/platform/ids.ts';
import { startBucket } from './bucket.ts';
import type {} from './setup.ts';
import { gather } from './people.ts';
import type { Cast } from './people.ts';
import { listenWith, onAnyPort, tokenOf } from './wire.ts';

describe.each(['a folder', 'a bucket'])('files of people in %s', (where) => {
  let app: App;
  let cast: Cast;
  let served: Awaited<ReturnType<typeof listenWith>>;
  let token: { authorization: string };
  let place: { communityId: string; conversationId: string };
  let bucket: Awaited<ReturnType<typeof startBucket>> | null;
  let dataDir: string;
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'kith-files-'));
    await copyFile(join(inject('sqlite'), 'kith.sqlite'), join(dataDir, 'kith.sqlite'));
    bucket = where === 'a bucket' ? await startBucket() : null;
    const config = readConfig({ DATA_DIR: dataDir, LIMITS: 'off', LOG: 'silent' });
    app = await createApp({ ...config, ...onAnyPort, bucket: bucket?.place ?? null });
    cast = await gather(app);
    served = await listenWith(app);
    token = await tokenOf(cast.founder);
    place = { communityId: cast.community.id, conversationId: newId() };
    await cast.founder.act('conversations.open-room', {
      id: place.conversationId,
      communityId: place.communityId,
      slug: 'shed',
      title: 'Shed',
    });
  });
  afterAll(async () => {
    await served.close();
    await bucket?.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  const attach = async (content: string) => {
    const form = new FormData();
    for (const [name, value] of Object.entries({ id: newId(), ...place })) form.append(name, value);
    form.append('content', new File([content], 'list.txt', { type: 'text/plain' }));
    const url = `${served.origin}/api/v1/conversations.attach`;
    return fetch(url, { method: 'POST', headers: token, body: form });
  };
  const attached = async (content: string) => ((await (await attach(content)).json()) as { url: string }).url;
  const ask = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
    fetch(served.origin + path, { method, headers: { ...token, ...headers } });

  test('are served whole, in parts, and by their head alone', async () => {
    const path = await attached('0123456789');
    const whole = await ask(path);
    expect([whole.status, await whole.text(), whole.headers.get('content-length')]).toEqual([
      200,
      '0123456789',
      '10',
    ]);
    for (const [range, text, told] of [
      ['bytes=2-4', '234', 'bytes 2-4/10'],
      ['bytes=7-', '789', 'bytes 7-9/10'],
      ['bytes=-2', '89', 'bytes 8-9/10'],
    ] as const) {
      const part = await ask(path, { range });
      expect([part.status, await part.text(), part.headers.get('content-range')]).toEqual([206, text, told]);
    }
    expect((await ask(path, { range: 'bytes=10-' })).status).toBe(416);
    const head = await ask(path, {}, 'HEAD');
    expect([head.status, await head.text(), head.headers.get('content-length')]).toEqual([200, '', '10']);
    expect((await fetch(served.origin + path)).status).toBe(404);
  });

  test('may be left in the middle', async () => {
    const path = await attached('x'.repeat(5_000_000));
    for (let i = 0; i < 5; i++) {
      const leaving = new AbortController();
      const answer = await fetch(served.origin + path, { headers: token, signal: leaving.signal });
      await answer.body!.getReader().read();
      leaving.abort();
    }
    expect((await (await ask(path)).text()).length).toBe(5_000_000);
  });

  const keys = () => Array.fromAsync(app.services.files.list('messages'), ({ key }) => key);

  test('that are lost are not there', async () => {
    const before = await keys();
    const path = await attached('lost');
    const [key] = (await keys()).filter((one) => !before.includes(one));
    await app.services.files.remove(key!);
    expect((await ask(path)).status).toBe(404);
  });

  test('that nobody sent are swept a day later', async () => {
    await attached('never sent');
    await conversations.sweepFiles(app.store, app.services.files, Date.now());
    expect(await keys()).not.toEqual([]);
    await conversations.sweepFiles(app.store, app.services.files, Date.now() + 25 * 3_600_000);
    expect(await keys()).toEqual([]);
  });

  test('wait when the place where they are is away, which is said', async () => {
    if (!bucket) return;
    const path = await attached('here');
    await bucket.stop();
    for (const answer of [await ask(path), await attach('more')]) {
      expect(answer.status).toBe(503);
      expect(await answer.json()).toMatchObject({ reason: 'files-away' });
    }
    expect((await ask('/api/v1/communities.list-mine')).status).toBe(200);
  });
});
