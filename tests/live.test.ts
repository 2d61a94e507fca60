import { once } from 'node:events';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApp } from '../src/app.ts';
import type { App } from '../src/app.ts';
import { append } from '../src/platform/facts.ts';
import { newId } from '../src/platform/ids.ts';
import { onEachEngine } from './engines.ts';
import { gather, meet } from './people.ts';
import type { Cast, Person } from './people.ts';
import { dial, knock, listenWith, onAnyPort, tokenOf, watch } from './wire.ts';
import type { Wire } from './wire.ts';

onEachEngine(({ open }) => {
  let app: App;
  let cast: Cast;
  let communityId: string;
  let served: Awaited<ReturnType<typeof listenWith>>;
  let room: { id: string };
  const wires: Wire[] = [];
  const tokens = new Map<string, Promise<{ authorization: string }>>();
  beforeAll(async () => {
    app = await open({ config: onAnyPort });
    cast = await gather(app);
    communityId = cast.community.id;
    served = await listenWith(app);
    room = await openRoom('compost');
  });
  afterAll(() => served.close());

  const openRoom = (slug: string, more: object = {}) =>
    cast.founder.act('conversations.open-room', { id: newId(), communityId, slug, title: slug, ...more });
  const say = (body: string, conversationId = room.id, from: Person = cast.founder) =>
    from.act('conversations.send-message', { id: newId(), communityId, conversationId, body });
  async function wireOf(person: Person): Promise<Wire> {
    if (!tokens.has(person.id)) tokens.set(person.id, tokenOf(person));
    const wire = await dial(served.origin, await tokens.get(person.id)!);
    wires.push(wire);
    return wire;
  }
  async function watching(person: Person, after: number | null = null): Promise<Wire> {
    const wire = await wireOf(person);
    await watch(wire, communityId, after);
    return wire;
  }
  const told = (body: string) => (frame: any) => frame.fact?.view?.body === body;

  test('two people hear each other', async () => {
    const ines = await watching(cast.founder);
    const tomas = await watching(cast.reader);
    await say('The heap is warm.');
    expect((await tomas.until(told('The heap is warm.'))).fact).toMatchObject({
      communityId,
      kind: 'message.sent',
      conversationId: room.id,
      actorId: cast.founder.id,
    });
    await say('So it is.', room.id, cast.reader);
    await ines.until(told('So it is.'));
    await tomas.until(told('So it is.'));
    expect(ines.facts()).toEqual(tomas.facts());
  });

  test('who comes back gets what was missed, in order, once, wherever the wire was cut', async () => {
    const deeds = fc.array(fc.constantFrom('say', 'say', 'cut', 'come'), { minLength: 3, maxLength: 14 });
    await fc.assert(
      fc.asyncProperty(deeds, async (story) => {
        const all = await watching(cast.founder);
        let wire: Wire | null = await watching(cast.reader);
        let cursor = (await newest()) as number;
        const heard: number[] = [];
        const leave = () => {
          heard.push(...(wire?.seqs() ?? []));
          cursor = heard.at(-1) ?? cursor;
          wire?.end();
          wire = null;
        };
        for (const deed of story) {
          if (deed === 'say') await say('A word.');
          else if (deed === 'cut') leave();
          else wire ??= await watching(cast.reader, cursor);
        }
        await say('The last word.');
        const last = await newest();
        wire ??= await watching(cast.reader, cursor);
        await Promise.all([wire, all].map((one) => one.until((frame) => frame.fact?.seq === last)));
        leave();
        expect(heard).toEqual(all.seqs());
        all.end();
      }),
      { numRuns: 12 },
    );
  });

  test('a cursor that is too old, or that nobody gave out, is told to reload and then hears on', async () => {
    const last = await newest();
    for (const after of [last + 1, last + 1000, Number.MAX_SAFE_INTEGER]) {
      const wire = await watching(cast.reader, after);
      expect(wire.frames.slice(0, 2)).toEqual([
        { reload: { communityId } },
        { caughtUp: { communityId, seq: last } },
      ]);
      wire.end();
    }
    await sayAgain(501);
    const away = await watching(cast.reader, last);
    expect(away.frames[0]).toEqual({ reload: { communityId } });
    expect(away.seqs()).toEqual([]);
    await say('And now?');
    await away.until(told('And now?'));
    const barely = await watching(cast.reader, (await newest()) - 500);
    expect(barely.seqs()).toHaveLength(500);
  });

  test('more bytes than a wire takes at once are fetched anew as well', async () => {
    const last = await newest();
    await Promise.all(Array.from({ length: 16 }, (_, n) => say(`${n} ${'walnut '.repeat(2800)}`)));
    const wire = await watching(cast.reader, last);
    expect(wire.frames[0]).toEqual({ reload: { communityId } });
    expect(wire.seqs()).toEqual([]);
  });

  test('strangers get no wire, and those of elsewhere nothing but a word to reload, as for what is not there', async () => {
    await expect(dial(served.origin, {})).rejects.toThrow('401');
    await expect(dial(served.origin, { authorization: 'Bearer kith_nonsense' })).rejects.toThrow('401');
    const mallory = await wireOf(cast.stranger);
    const nowhere = newId();
    mallory.say({ watch: [communityId, nowhere].map((one) => ({ communityId: one, after: 0 })) });
    await mallory.until((frame) => frame.reload?.communityId === nowhere);
    await say('Nothing for other ears.');
    mallory.say({ signal: { communityId, conversationId: room.id, kind: 'typing' } });
    mallory.say({ watch: [{ communityId, after: null }] });
    await mallory.until((frame) => mallory.frames.indexOf(frame) === 2);
    expect(mallory.frames).toEqual(
      [communityId, nowhere, communityId].map((id) => ({ reload: { communityId: id } })),
    );
  });

  test('a token that may not read hears nothing', async () => {
    await expect(dial(served.origin, await tokenOf(cast.reader, ['write']))).rejects.toThrow('401');
    (await dial(served.origin, await tokenOf(cast.reader, ['read']))).end();
  });

  test('only those who may see a conversation hear of it, and who writes in it', async () => {
    const small = await openRoom('small', { restricted: true, people: [cast.reader.id] });
    const ines = await watching(cast.founder);
    const tomas = await watching(cast.reader);
    const noor = await watching(cast.newcomer);
    const typing = (conversationId: string) => ({ signal: { communityId, conversationId, kind: 'typing' } });
    noor.say(typing(small.id)); // She may not see it, so this reaches nobody.
    noor.say(typing(room.id));
    ines.say(typing(small.id));
    await say('Between us.', small.id);
    await tomas.until(told('Between us.'));
    ines.say(typing(room.id));
    const isTyping = (personId: string) => (frame: any) =>
      frame.signal?.kind === 'typing' && frame.signal.personId === personId;
    await tomas.until((frame) => isTyping(cast.founder.id)(frame) && frame.signal.conversationId === room.id);
    await noor.until(isTyping(cast.founder.id));
    await tomas.until(isTyping(cast.newcomer.id));
    expect(noor.frames.filter((frame) => JSON.stringify(frame).includes(small.id))).toEqual([]);
    expect(tomas.frames.filter(isTyping(cast.newcomer.id))).toHaveLength(1);
    expect(tomas.frames.filter(isTyping(cast.founder.id))).toHaveLength(2);
    expect(ines.frames.filter(isTyping(cast.founder.id))).toEqual([]);
  });

  test('one sees who is here, who comes and who goes', async () => {
    wires.splice(0).forEach((wire) => wire.end());
    const here = (kind: string, person: Person) => (frame: any) =>
      frame.signal?.kind === kind && frame.signal.people.includes(person.id);
    const ines = await watching(cast.founder);
    expect(await ines.until(here('here', cast.founder))).toMatchObject({ signal: { communityId } });
    const phone = await watching(cast.reader);
    await ines.until(here('here', cast.reader));
    const laptop = await watching(cast.reader);
    await laptop.until((frame) => frame.signal?.people.length === 2);
    phone.end();
    laptop.say({ watch: [] });
    await ines.until(here('left', cast.reader));
    expect(ines.frames.filter(here('left', cast.reader))).toHaveLength(1);
    expect(ines.frames.filter(here('here', cast.reader))).toHaveLength(1);
  });

  test('who is removed while watching hears that, and nothing after it', async () => {
    const guest = await meet(app, 'Guest');
    const { code } = await cast.founder.act('communities.invite', { communityId, id: newId(), uses: 1 });
    await guest.act('communities.join', { code, introduction: 'I am a guest for a day.', agreed: true });
    const ines = await watching(cast.founder);
    const wire = await watching(guest);
    const reason = 'It was a trial.';
    await cast.founder.act('communities.remove-member', { communityId, personId: guest.id, reason });
    await wire.until((frame) => frame.fact?.kind === 'member.removed');
    await ines.until((frame) => frame.signal?.kind === 'left' && frame.signal.people[0] === guest.id);
    await say('Now without them.');
    await ines.until(told('Now without them.'));
    wire.say({ watch: [{ communityId, after: 0 }] });
    await wire.until((frame) => frame.reload);
    expect(wire.frames.at(-2).fact.kind).toBe('member.removed');
    expect(wire.frames.at(-1)).toEqual({ reload: { communityId } });
  });

  test('what another process does is heard of as well, once and in its order', async () => {
    const other = await createApp(app.config);
    const { viewer } = cast.founder;
    const tomas = await watching(cast.reader);
    const sent = { communityId, conversationId: room.id };
    for (const body of ['From elsewhere.', 'And once more.'])
      await other.visitAs(viewer).act('conversations.send-message', { ...sent, id: newId(), body });
    // A cursor that the other process has given out already is no reason to reload.
    const ahead = await watching(cast.newcomer, await newest());
    expect(ahead.frames[0]).toHaveProperty('caughtUp');
    await tomas.until(told('And once more.'));
    await say('Here again.');
    await tomas.until(told('Here again.'));
    expect(tomas.facts().map((fact) => fact.view.body)).toEqual([
      'From elsewhere.',
      'And once more.',
      'Here again.',
    ]);
    await other.close();
  });

  test('closing tells browsers to come back, and waits for none that do not answer', async () => {
    const house = await createApp({ ...app.config, ...onAnyPort });
    const own = await listenWith(house);
    const token = await tokens.get(cast.reader.id)!;
    const wire = await dial(own.origin, token);
    await watch(wire, communityId);
    const mute = await knock(own.port, token);
    await once(mute, 'readable');
    const closing = own.close();
    expect(await wire.closed).toBe(1001);
    await closing;
    mute.destroy();
    await expect(dial(own.origin, token)).rejects.toThrow();
  });

  /** So many more facts that tell of the first message. */
  async function sayAgain(times: number): Promise<void> {
    const fact = { communityId, conversationId: room.id, kind: 'message.sent', payload: { number: 1 } };
    await app.store.write(async (db) => {
      for (let n = 0; n < times; n++) await append(db, fact, Date.now());
    });
    app.live.wake(communityId);
    await app.live.delivered(communityId);
  }
  const newest = async (): Promise<number> => {
    const { seq } = await cast.founder.read('conversations.list-places', { communityId });
    return seq;
  };
});
