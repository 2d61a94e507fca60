import { beforeAll, expect, it } from 'vitest';
import { onEachEngine } from '../../../tests/engines.ts';
import { newId } from '../../platform/ids.ts';
import { scene } from './scene.ts';
import type { Scene } from './scene.ts';

onEachEngine((engine) => {
  let s: Scene;
  let url: string;
  let secret: string;
  const tokens = new Map<Scene['reader'], string>();
  const fetchAs = async (
    person: Scene['reader'] | null,
    path: string,
    headers: Record<string, string> = {},
  ) => {
    const auth = person ? { authorization: `Bearer ${tokens.get(person)}` } : {};
    return s.app.fetch(
      new Request(`http://localhost:3000${path}`, {
        headers: { ...auth, ...headers } as Record<string, string>,
      }),
    );
  };
  const put = async (conversationId: string, name: string, mime: string) => {
    const file = await s.reader.act('conversations.attach', {
      ...{
        id: newId(),
        communityId: s.communityId,
        conversationId,
        name,
        mime,
        content: Buffer.from('0123456789'),
      },
    });
    await s.say(s.reader, '', { conversationId, attachments: [file.id] });
    return file.url;
  };
  beforeAll(async () => {
    s = await scene(engine);
    for (const person of [s.reader, s.newcomer, s.founder, s.stranger]) {
      const made = await person.act('accounts.create-token', { id: newId(), name: 'test', scopes: ['read'] });
      tokens.set(person, made.secret);
    }
    url = await put(s.room.id, 'notes "ü".txt', 'text/plain');
    secret = await put(s.small.id, 'page.html', 'text/html');
  });

  it('are served to those who may see the conversation', async () => {
    const answer = await fetchAs(s.newcomer, url);
    expect([answer.status, await answer.text()]).toEqual([200, '0123456789']);
    expect((await fetchAs(s.founder, secret)).status).toBe(200);
  });

  it('are their owner’s alone until they hang on a message, also while no thread is there yet', async () => {
    const about = { communityId: s.communityId, name: 'plan.txt', mime: 'text/plain' };
    for (const where of [{}, { conversationId: s.room.id }]) {
      const file = { ...about, ...where, id: newId(), content: Buffer.from('Plan') };
      const { url: plan } = await s.reader.act('conversations.attach', file);
      const answers = [s.reader, s.newcomer, s.stranger].map((person) => fetchAs(person, plan));
      expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([200, 404, 404]);
    }
  });

  it('are never something that a browser runs', async () => {
    const { headers } = await fetchAs(s.founder, secret);
    expect(headers.get('content-type')).toBe('application/octet-stream');
    expect(headers.get('content-disposition')).toContain('attachment');
    expect(headers.get('content-security-policy')).toContain('sandbox');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('come in ranges', async () => {
    const part = async (range: string) => {
      const answer = await fetchAs(s.reader, url, { range });
      return [answer.status, await answer.text(), answer.headers.get('content-range')];
    };
    expect(await part('bytes=2-4')).toEqual([206, '234', 'bytes 2-4/10']);
    expect(await part('bytes=-3')).toEqual([206, '789', 'bytes 7-9/10']);
    expect(await part('bytes=8-')).toEqual([206, '89', 'bytes 8-9/10']);
    expect(await part('bytes=8-99')).toEqual([206, '89', 'bytes 8-9/10']);
    expect(await part('bytes=99-')).toEqual([416, '', 'bytes */10']);
    expect((await part('lines=1-2'))[0]).toBe(200);
  });

  it('look to everybody else as if they were not there', async () => {
    const nowhere = await fetchAs(s.stranger, url.replace(/\/[^/]+\/whole/, `/${newId()}/whole`));
    for (const answer of [
      await fetchAs(s.stranger, url),
      await fetchAs(null, url),
      await fetchAs(s.newcomer, secret),
    ]) {
      expect([answer.status, await answer.clone().text()]).toEqual([404, await nowhere.clone().text()]);
    }
  });
});
