import sharp from 'sharp';
import { beforeAll, expect, test } from 'vitest';
import type { App } from '../../app.ts';
import { newId } from '../../platform/ids.ts';
import { openBrowser, PASSWORD, register } from '../../../tests/browser.ts';
import { conversations } from '../conversations/index.ts';
import { onEachEngine } from '../../../tests/engines.ts';
import { liveEqualsFresh } from '../../../tests/live-equals-fresh.ts';
import { membersLive } from '../../../tests/members-live.ts';
import { bringIn, gather } from '../../../tests/people.ts';
import type { Cast, Person } from '../../../tests/people.ts';
import { refused } from '../../../tests/refusals.ts';

const DAY_MS = 86_400_000;

type Leaver = Awaited<ReturnType<typeof register>> & Pick<Person, 'id'>;

onEachEngine(({ open }) => {
  let app: App;
  let cast: Cast;
  let communityId: string;
  let roomId: string;
  let turn = 0;
  beforeAll(async () => {
    app = await open();
    cast = await gather(app);
    communityId = cast.community.id;
    const room = { id: newId(), communityId, slug: 'compost', title: 'Compost' };
    roomId = (await cast.founder.act('conversations.open-room', room)).id;
  });

  /** A member who has talked, reacted, made a token, and has a picture. */
  async function leaverOf(): Promise<Leaver> {
    const person = await register(app, `Rosa${++turn}`);
    const leaver = { ...person, id: person.personId };
    await bringIn(cast.founder, leaver as unknown as Person, communityId);
    await leaver.act('accounts.create-token', { id: newId(), name: 'Mine', scopes: ['read'] });
    await leaver.act('communities.greet', { communityId, to: cast.reader.id });
    await leaveTraces(leaver);
    return leaver;
  }

  /** What one leaves behind elsewhere: waiting, having been removed, being invited by mail, claiming an author. */
  async function leaveTraces({ id: person_id, email }: Leaver): Promise<void> {
    const [elsewhere] = (await cast.stranger.read('communities.list-mine', {})).communities;
    const { id } = elsewhere!;
    await cast.stranger.act('communities.invite', { communityId: id, id: newId(), email });
    const there = { community_id: id, person_id };
    const claim = {
      community_id: id,
      person_id: cast.reader.id,
      claimed_by: person_id,
      note: '',
      made_at: 1,
    };
    await app.store.write(async (db) => {
      await db
        .insertInto('waiting')
        .values({ ...there, introduction: 'Me.', invited_by: null, since: 1 })
        .execute();
      await db
        .insertInto('removal')
        .values({ ...there, removed_by: cast.stranger.id, reason: '', at: 1 })
        .execute();
      await db.insertInto('author_claim').values(claim).execute();
    });
  }

  const say = (person: Pick<Person, 'act'>, body: string, more: object = {}) =>
    person.act('conversations.send-message', {
      ...{ communityId, conversationId: roomId, id: newId(), body },
      ...more,
    });
  const talk = async (person: Person = cast.founder) =>
    (await person.read('conversations.list-messages', { communityId, conversationId: roomId })).messages;
  const erase = (leaver: Leaver, words: 'stay' | 'go') =>
    leaver.act('accounts.erase', { password: PASSWORD, words });

  test('what was said stays, as a former member’s; all else of the person is gone', async () => {
    const leaver = await leaverOf();
    const one = await say(cast.founder, 'Tea?');
    await say(leaver, 'With honey.', { parentNumber: one.number });
    await leaver.act('conversations.react', {
      ...{ communityId, conversationId: roomId, number: one.number, emoji: '🌱' },
    });
    expect((await talk()).at(-1)?.author.name).toBe(leaver.name);
    const drawn = sharp({ create: { width: 8, height: 8, channels: 3, background: '#7a9' } });
    const given = { name: 'me.png', mime: 'image/png', content: await drawn.png().toBuffer() };
    const { picture } = await leaver.act('accounts.change-picture', given);
    const told = await liveEqualsFresh(app, membersLive(cast.founder, communityId), () =>
      erase(leaver, 'stay'),
    );
    expect(told.map(({ kind }) => kind)).toEqual(['member.left', 'member.changed', 'person.erased']);
    await app.settled();
    const [question, answer] = (await talk(cast.reader)).slice(-2);
    expect(answer).toMatchObject({ body: 'With honey.', author: { id: leaver.id, name: '', handle: '' } });
    expect(question!.reactions).toEqual([]);
    expect(await leaver.who()).toBeNull();
    expect(await traces(leaver.id)).toEqual([]);
    const invites = app.store.read.selectFrom('invite').select('id').where('email', '=', leaver.email);
    expect(await invites.execute()).toEqual([]);
    expect(await app.services.files.size(`people/${picture.split('/').at(-1)}.webp`)).toBeNull();
    const again = openBrowser(app).act('accounts.sign-in', { email: leaver.email, password: PASSWORD });
    await refused(again, 'forbidden', 'wrong-sign-in');
  });

  test('what was said goes as well where that is wanted, with its files', async () => {
    const leaver = await leaverOf();
    const file = { id: newId(), communityId, conversationId: roomId, name: 'a.txt', mime: 'text/plain' };
    await leaver.act('conversations.attach', { ...file, content: Buffer.from('mine') });
    const mine = await say(leaver, 'Honey is mine.', { attachments: [file.id] });
    await say(cast.reader, 'Is it?', { parentNumber: mine.number });
    const stored = (await app.store.read.selectFrom('attachment').select('stored').executeTakeFirst())!
      .stored;
    await erase(leaver, 'go');
    await conversations.sweepFiles(app.store, app.services.files, Date.now() + 2 * DAY_MS);
    expect(await app.services.files.size(`${stored}/whole`)).toBeNull();
    const [stone, answer] = (await talk()).slice(-2);
    expect(stone).toMatchObject({ state: 'deleted', body: '', html: '', attachments: [] });
    expect(answer).toMatchObject({ body: 'Is it?', parent: { excerpt: '' } });
    const found = await cast.founder.read('conversations.search', { q: 'honey mine' });
    expect(found.messages).toEqual([]);
    expect(await traces(leaver.id)).toEqual([]);
  });

  test('the last words go from the lists as well, and nothing of what others said, put or attached', async () => {
    const leaver = await leaverOf();
    const file = { id: newId(), communityId, conversationId: roomId, name: 'b.txt', mime: 'text/plain' };
    await cast.reader.act('conversations.attach', { ...file, content: Buffer.from('theirs') });
    const { number } = await say(cast.reader, 'Mine stays.', { attachments: [file.id] });
    const put = { communityId, conversationId: roomId, number, emoji: '🌱' };
    await cast.founder.act('conversations.react', put);
    await say(leaver, 'My last words.');
    await erase(leaver, 'go');
    const [kept] = (await talk()).slice(-2);
    expect(kept).toMatchObject({ attachments: [{ name: 'b.txt' }], reactions: [{ emoji: '🌱' }] });
    const room = { communityId, conversationId: roomId };
    expect((await cast.founder.read('conversations.get', room)).last?.excerpt).toBe('');
  });

  test('live equals fresh: who had the talk open sees the same stones', async () => {
    const leaver = await leaverOf();
    for (const body of ['One.', 'Two.']) await say(leaver, body);
    const watching = {
      ...{ watcher: cast.reader, communityId },
      fetch: async () =>
        (await talk(cast.reader)).map(({ number, state, body }) => ({ number, state, body })),
      apply: (
        state: { number: number; state: string; body: string }[],
        { kind, view }: { kind: string; view: { number: number; state: string; body: string } },
      ) =>
        kind === 'message.deleted'
          ? state.map((one) =>
              one.number === view.number ? { number: one.number, state: view.state, body: view.body } : one,
            )
          : state,
    };
    await liveEqualsFresh(app, watching, () => erase(leaver, 'go'));
  });

  test('who is the only host of others hands over first; who is alone closes the community', async () => {
    const leaver = await leaverOf();
    const founding = { id: newId(), slug: `plot-${turn}`, name: 'Plot' };
    const own = await leaver.act('communities.found', founding);
    await bringIn(leaver as unknown as Person, cast.reader, own.id);
    await refused(erase(leaver, 'stay'), 'forbidden', 'no-other-host');
    expect(await leaver.who()).toBe(leaver.id);
    await cast.reader.act('communities.leave', { communityId: own.id });
    await erase(leaver, 'stay');
    const row = app.store.read.selectFrom('community').select('closed_at').where('id', '=', own.id);
    expect((await row.executeTakeFirst())?.closed_at).not.toBeNull();
  });

  test('of two hosts who go at once, one stays until somebody else is host', async () => {
    const [one, other] = [await leaverOf(), await leaverOf()];
    const founding = { id: newId(), slug: `pair-${turn}`, name: 'Pair' };
    const { id } = await one.act('communities.found', founding);
    for (const guest of [other as unknown as Person, cast.reader])
      await bringIn(one as unknown as Person, guest, id);
    await one.act('communities.make-host', { communityId: id, personId: other.id });
    const both = await Promise.allSettled([erase(one, 'stay'), erase(other, 'go')]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { reason: 'no-other-host' },
    });
    const { members } = await cast.reader.read('communities.list-members', { communityId: id });
    expect(members.map(({ role }) => role).sort()).toEqual(['host', 'member']);
  });

  test('the right password is needed, and a browser', async () => {
    const leaver = await leaverOf();
    const wrong = leaver.act('accounts.erase', { password: 'walnuts in the rain', words: 'stay' });
    await refused(wrong, 'invalid', 'wrong-password');
    const token = app.visitAs({ personId: leaver.id, scopes: ['write'], address: '' });
    await refused(
      token.act('accounts.erase', { password: PASSWORD, words: 'stay' }),
      'forbidden',
      'not-with-token',
    );
    const visitor = cast.visitor.act('accounts.erase', { password: PASSWORD, words: 'stay' });
    await refused(visitor, 'forbidden', 'sign-in-first');
  });

  /** The tables in which anything is found by which the person came in or was a member. */
  async function traces(personId: string): Promise<string[]> {
    const { ref } = app.store.read.dynamic;
    const found = [];
    for (const [table, column] of Object.entries(PERSONAL)) {
      const rows = app.store.read
        .selectFrom(table as 'mention')
        .where(ref<'person_id'>(column), '=', personId);
      if (await rows.select((row) => row.lit(1).as('one')).executeTakeFirst()) found.push(table);
    }
    return found;
  }
});

const PERSONAL = {
  ...{ person: 'id', auth_user: 'id', auth_credential: 'person_id', auth_session: 'person_id' },
  ...{ auth_passkey: 'person_id', auth_verification: 'value', access_token: 'person_id' },
  ...{ member: 'person_id', waiting: 'person_id', removal: 'person_id', greeting: 'greeted_by' },
  ...{ participant: 'person_id', reading: 'person_id', mention: 'person_id', reaction: 'person_id' },
  ...{ author_claim: 'claimed_by' },
};
