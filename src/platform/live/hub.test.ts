import { beforeAll, describe, expect, test, vi } from 'vitest';
import type { App } from '../../app.ts';
import { openEar } from '../../../tests/ear.ts';
import { onEachEngine } from '../../../tests/engines.ts';
import { append } from '../facts.ts';
import type { Fact } from '../facts.ts';
import { newId } from '../ids.ts';
import { logger } from '../log.ts';
import { hub } from './hub.ts';
import type { Frame } from './frame.ts';

function ear(personId: string) {
  const { listener, socket, said } = openEar(personId);
  return { listener, socket, said, seqs: () => said.flatMap((one) => one.fact?.seq ?? []) as number[] };
}

/** Stays shut until the test opens it. */
function gate() {
  let open: () => void = () => undefined;
  const passed = new Promise<void>((resolve) => (open = resolve));
  return { passed, open };
}

onEachEngine(({ open }) => {
  let app: App;
  beforeAll(async () => {
    app = await open();
  });

  /** A hub for one new community, whose membership and frames the test decides. */
  function house(more: { frameOf?: (fact: Fact) => Promise<Frame | null> } = {}) {
    const communityId = newId();
    const members = new Set(['ana', 'ben']);
    const asked: (() => Promise<void>)[] = [];
    const live = hub({
      read: app.store.read,
      log: logger('silent'),
      mayWatch: async (personId) => {
        await asked.shift()?.();
        return members.has(personId);
      },
      frameOf: async ({ seq }) => ({ view: seq, audience: null }),
      ...more,
    });
    return {
      communityId,
      members,
      live,
      happen: (payload = {}) =>
        app.store.write((db) => append(db, { communityId, kind: 'thing.happened', payload }, 1)),
      hear: async () => {
        live.wake(communityId);
        await live.delivered(communityId);
      },
      /** The second question whether somebody may watch, the one in line, waits; resolves once it is asked. */
      async hold(until: Promise<void>): Promise<void> {
        const reached = gate();
        asked.push(
          () => Promise.resolve(),
          () => (reached.open(), until),
        );
        await reached.passed;
      },
    };
  }

  describe('a hub', () => {
    test('keeps a community for who arrives while the last one goes', async () => {
      const { live, communityId, happen, hear, hold } = house();
      const [ana, ben] = [ear('ana'), ear('ben')];
      await live.watch(ana.listener, communityId, null);
      const held = gate();
      const onTheWay = hold(held.passed);
      const arriving = live.watch(ben.listener, communityId, null);
      await onTheWay;
      live.unwatch(ana.listener, communityId);
      held.open();
      expect(await arriving).toBe(true);
      await happen();
      await hear();
      expect(ben.seqs()).toEqual([1]);
      live.unwatch(ben.listener, communityId);
      expect(live.watchedNow()).toEqual([]);
    });

    test('takes nobody in whose membership ended on the way', async () => {
      const frameOf = async (fact: Fact): Promise<Frame> => ({
        view: null,
        audience: null,
        ends: fact.payload.ends as string,
      });
      const { live, communityId, members, happen, hear, hold } = house({ frameOf });
      const [ana, ben] = [ear('ana'), ear('ben')];
      await live.watch(ana.listener, communityId, null);
      const held = gate();
      const onTheWay = hold(held.passed);
      const arriving = live.watch(ben.listener, communityId, 0);
      await onTheWay;
      members.delete('ben');
      await happen({ ends: 'ben' });
      held.open();
      expect(await arriving).toBe(false);
      await happen();
      await hear();
      expect(ben.said).toEqual([{ reload: { communityId } }]);
      expect(ana.seqs()).toEqual([1, 2]);
    });

    test('lets go of whom a fact puts out, and tells the others that they have left', async () => {
      const frameOf = async (fact: Fact) => ({
        view: null,
        audience: null,
        ends: fact.payload.ends as string,
      });
      const { live, communityId, happen, hear } = house({ frameOf });
      const [ana, ben] = [ear('ana'), ear('ben')];
      for (const one of [ana, ben]) await live.watch(one.listener, communityId, null);
      await happen({ ends: 'ben' });
      await happen();
      await hear();
      expect(ben.seqs()).toEqual([1]);
      expect(ben.listener.watching.size).toBe(0);
      expect(ana.seqs()).toEqual([1, 2]);
      const left = { signal: { communityId, kind: 'left', people: ['ben'] } };
      await vi.waitFor(() => expect(ana.said).toContainEqual(left));
    });

    test('counts nobody as here who hung up while arriving', async () => {
      const { live, communityId, hold } = house();
      const ana = ear('ana');
      const held = gate();
      const onTheWay = hold(held.passed);
      const arriving = live.watch(ana.listener, communityId, null);
      await onTheWay;
      ana.socket.readyState = 3;
      held.open();
      expect(await arriving).toBe(false);
      expect(live.here(communityId)).toEqual(new Set());
      expect(live.watchedNow()).toEqual([]);
    });

    test('tells what is for everybody together, and never out of order with what is for some', async () => {
      const frameOf = async ({ seq, payload }: Fact): Promise<Frame> => ({
        view: seq,
        audience: payload.small ? new Set(['ana']) : null,
      });
      const { live, communityId, happen, hear } = house({ frameOf });
      const [ana, ben] = [ear('ana'), ear('ben')];
      for (const one of [ana, ben]) await live.watch(one.listener, communityId, null);
      const small = [3, 4, 60];
      for (let seq = 1; seq <= 130; seq++) await happen({ small: small.includes(seq) });
      const writes = vi.spyOn(ben.listener.wire, 'write');
      await hear();
      const all = Array.from({ length: 130 }, (_, at) => at + 1);
      expect(ana.seqs()).toEqual(all);
      expect(ben.seqs()).toEqual(all.filter((seq) => !small.includes(seq)));
      expect(writes.mock.calls.length).toBeLessThan(10);
    });

    test('goes on after a fact that cannot be shown: who listens comes back and is told to reload', async () => {
      const frameOf = async ({ seq }: Fact): Promise<Frame> => {
        if (seq === 2) throw new Error('no such view');
        return { view: seq, audience: null };
      };
      const { live, communityId, happen, hear } = house({ frameOf });
      const ana = ear('ana');
      await live.watch(ana.listener, communityId, null);
      for (let n = 0; n < 3; n++) await happen();
      await hear();
      expect(ana.seqs()).toEqual([1]);
      expect(ana.socket).toMatchObject({ code: 1011 });
      live.unwatch(ana.listener, communityId);
      const again = ear('ana');
      await live.watch(again.listener, communityId, 1);
      expect(again.said.slice(0, 2)).toEqual([
        { reload: { communityId } },
        { caughtUp: { communityId, seq: 3 } },
      ]);
      await happen();
      await hear();
      expect(again.seqs()).toEqual([4]);
    });

    test('does not tell a stranger, by waiting, that something goes on', async () => {
      const held = gate();
      const frameOf = async () => held.passed.then(() => null);
      const { live, communityId, happen } = house({ frameOf });
      await live.watch(ear('ana').listener, communityId, null);
      await happen();
      live.wake(communityId);
      const mallory = ear('mallory');
      expect(await live.watch(mallory.listener, communityId, 0)).toBe(false);
      expect(mallory.said).toEqual([{ reload: { communityId } }]);
      held.open();
    });

    test('ends the wire of a reader that does not keep up', async () => {
      const { live, communityId, happen, hear } = house();
      const [ana, ben] = [ear('ana'), ear('ben')];
      for (const one of [ana, ben]) await live.watch(one.listener, communityId, null);
      ben.socket.bufferedAmount = 2_000_000;
      await happen();
      await hear();
      expect(ben.socket.readyState).toBe(3);
      expect(ana.seqs()).toEqual([1]);
    });

    test('delivers nothing once it is closed', async () => {
      const { live, communityId, happen } = house();
      const ana = ear('ana');
      await live.watch(ana.listener, communityId, null);
      await happen();
      live.wake(communityId);
      await live.close();
      expect(ana.seqs()).toEqual([1]);
      await happen();
      live.wake(communityId);
      expect(await live.watch(ear('ben').listener, communityId, null)).toBe(false);
      await live.delivered(communityId);
      expect(ana.seqs()).toEqual([1]);
    });
  });
});
