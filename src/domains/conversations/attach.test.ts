import sharp from 'sharp';
import { beforeAll, expect, it } from 'vitest';
import { onEachEngine } from '../../../tests/engines.ts';
import { refused } from '../../../tests/refusals.ts';
import { newId } from '../../platform/ids.ts';
import { conversations } from './index.ts';
import { scene } from './scene.ts';
import type { Scene } from './scene.ts';

const DAY_MS = 86_400_000;

onEachEngine((engine) => {
  let s: Scene;
  const upload = (
    person: Scene['reader'],
    name: string,
    mime: string,
    content: Uint8Array<ArrayBuffer>,
    conversationId: string | undefined = s.room.id,
  ) =>
    person.act('conversations.attach', {
      id: newId(),
      communityId: s.communityId,
      conversationId,
      name,
      mime,
      content,
    });
  const photo = () =>
    sharp({ create: { width: 3000, height: 1000, channels: 3, background: '#7a9' } })
      .withExif({ IFD0: { Copyright: 'Tomas' }, IFD3: { GPSLatitude: '41/1 23/1 0/1' } })
      .jpeg()
      .toBuffer();
  const stored = async (key: string) =>
    Buffer.from(await new Response(s.app.services.files.open(key)).arrayBuffer());
  const keyOf = async (id: string) =>
    (await s.app.store.read.selectFrom('attachment').select('stored').where('id', '=', id).executeTakeFirst())
      ?.stored;
  beforeAll(async () => {
    s = await scene(engine);
  });

  it('never writes over a file that is there', async () => {
    const where = { communityId: s.communityId, conversationId: s.room.id, mime: 'text/plain' };
    const mine = { ...where, id: newId(), name: 'minutes.txt', content: Buffer.from('We met.') };
    const file = await s.reader.act('conversations.attach', mine);
    const again = s.newcomer.act('conversations.attach', { ...mine, content: Buffer.from('We did not.') });
    await refused(again, 'conflict', 'id-taken');
    expect(await s.reader.act('conversations.attach', mine)).toEqual(file);
    expect((await stored(`${await keyOf(file.id)}/whole`)).toString()).toBe('We met.');
  });

  it('gives each person and each community so much space, and takes it back with what is deleted', async () => {
    const text = (bytes: number) => Buffer.alloc(bytes, 'beans ');
    const give = (space: object) => Object.assign(s.app.services.config, space);
    const before = { ...s.app.services.config };
    give({ personBytes: 1000, communityBytes: 1500 });
    const first = await upload(s.newcomer, 'one.txt', 'text/plain', text(900));
    const message = await s.say(s.newcomer, 'One.', { attachments: [first.id] });
    const more = (person: Scene['reader'], bytes: number) =>
      upload(person, 'more.txt', 'text/plain', text(bytes));
    await refused(more(s.newcomer, 101), 'invalid', 'no-space-person');
    await refused(more(s.founder, 601), 'invalid', 'no-space-community');
    const stretch = { from: message.number, to: message.number };
    const kept = { id: newId(), communityId: s.communityId, conversationId: s.room.id, title: 'Kept' };
    const thread = await s.founder.act('conversations.keep-as-thread', { ...kept, ...stretch });
    await more(s.newcomer, 100); // What is kept as a thread as well takes no more space.
    const [copy] = await s.messages(s.newcomer, thread.id);
    await s.newcomer.act('conversations.delete-message', s.at(copy!));
    await s.newcomer.act('conversations.delete-message', s.at(message));
    await more(s.newcomer, 900);
    give(before);
  });

  it('draws pictures anew, smaller, without what the camera wrote into them', async () => {
    const picture = await upload(s.reader, 'heap.JPG', 'image/jpeg', await photo());
    expect(picture).toMatchObject({ name: 'heap.webp', mime: 'image/webp', width: 2400, height: 800 });
    const whole = await sharp(await stored(`${await keyOf(picture.id)}/whole`)).metadata();
    expect(whole).toMatchObject({ format: 'webp', width: 2400 });
    expect(whole.exif).toBeUndefined();
    const small = await sharp(await stored(`${await keyOf(picture.id)}/small`)).metadata();
    expect(small.width).toBe(720);
  });

  it('hangs on the message that is sent with it, and only there', async () => {
    const file = await upload(s.reader, 'minutes.txt', 'text/plain', Buffer.from('We met.'));
    const message = await s.say(s.reader, '', { attachments: [file.id] });
    expect(message.attachments).toEqual([file]);
    await refused(s.say(s.reader, 'again', { attachments: [file.id] }), 'conflict', 'no-such-file');
    const mine = await upload(s.reader, 'mine.txt', 'text/plain', Buffer.from('Mine'));
    await refused(s.say(s.founder, 'stolen', { attachments: [mine.id] }), 'conflict', 'no-such-file');
  });

  it('waits without a conversation for the first message of a thread, for its owner alone', async () => {
    const file = { id: newId(), communityId: s.communityId, name: 'plan.txt', mime: 'text/plain' };
    const waiting = { ...file, content: Buffer.from('Plan') };
    const plan = await s.reader.act('conversations.attach', waiting);
    expect(await s.reader.act('conversations.attach', waiting)).toEqual(plan);
    const thread = (attachments: string[]) => ({
      ...{ id: newId(), communityId: s.communityId, title: 'The plan' },
      message: { id: newId(), body: '', attachments },
    });
    const stolen = s.founder.act('conversations.start-thread', thread([plan.id]));
    await refused(stolen, 'conflict', 'no-such-file');
    const started = await s.reader.act('conversations.start-thread', thread([plan.id]));
    expect(await s.messages(s.founder, started.id)).toMatchObject([{ body: '', attachments: [plan] }]);
    const again = s.reader.act('conversations.start-thread', thread([plan.id]));
    await refused(again, 'conflict', 'no-such-file');
    await refused(s.stranger.act('conversations.attach', { ...waiting, id: newId() }), 'not-found');
  });

  it('refuses what pretends to be a picture, and what is too large', async () => {
    await refused(
      upload(s.reader, 'x.png', 'image/png', Buffer.from('<svg onload=alert(1)>')),
      'invalid',
      'not-a-picture',
    );
    const blank = { width: 9000, height: 8000, channels: 3, background: '#fff' } as const;
    const wide = await sharp({ create: blank, limitInputPixels: false }).png().toBuffer();
    await refused(upload(s.reader, 'x.png', 'image/png', wide), 'invalid', 'too-many-points');
    const huge = new Uint8Array(s.app.config.uploadBytes + 1);
    await refused(upload(s.reader, 'x.bin', 'application/zip', huge), 'invalid', 'too-large');
  });

  it('is not-found for strangers and outside a restricted room', async () => {
    await refused(upload(s.stranger, 'x.txt', 'text/plain', Buffer.from('x')), 'not-found');
    await refused(upload(s.newcomer, 'x.txt', 'text/plain', Buffer.from('x'), s.small.id), 'not-found');
  });

  it('is swept a day later when it was never sent or its message is gone', async () => {
    const forgotten = await upload(s.reader, 'a.txt', 'text/plain', Buffer.from('a'));
    const sent = await upload(s.reader, 'b.txt', 'text/plain', Buffer.from('b'));
    const message = await s.say(s.reader, '', { attachments: [sent.id] });
    const kept = await upload(s.reader, 'c.txt', 'text/plain', Buffer.from('c'));
    await s.say(s.reader, '', { attachments: [kept.id] });
    const keys = new Map<string, string | undefined>();
    for (const one of [forgotten, sent, kept]) keys.set(one.id, await keyOf(one.id));
    await s.reader.act('conversations.delete-message', s.at(message));
    const sweep = (at: number) => conversations.sweepFiles(s.app.store, s.app.services.files, at);
    expect(await sweep(Date.now())).toBe(0);
    await sweep(Date.now() + 2 * DAY_MS);
    const there = async (one: { id: string }) => s.app.services.files.size(`${keys.get(one.id)}/whole`);
    expect([await there(forgotten), await there(sent), await there(kept)]).toEqual([null, null, 1]);
  });
});
