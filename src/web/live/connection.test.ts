import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { createConnection, type Wire } from './connection.ts';
import { FROM_NOW } from './history.ts';
import type { BrowserFrame } from './protocol.ts';

/** A server with one community, and the wires that were opened to it. */
function house() {
  const wires: (Wire & { sent: BrowserFrame[] })[] = [];
  let due: (() => void)[] = [];
  const onturnedaway = vi.fn();
  const connection = createConnection({
    open() {
      const sent: BrowserFrame[] = [];
      const wire = {
        ...{ readyState: 0, onopen: null, onmessage: null, onclose: null, sent },
        send: (text: string) => void sent.push(JSON.parse(text) as BrowserFrame),
        close: () => wire.onclose?.(),
      } as Wire & { sent: BrowserFrame[] };
      wires.push(wire);
      return wire;
    },
    onturnedaway,
    random: () => 0.5,
    setTimer: (work) => due.push(work),
    clearTimer: () => undefined,
  });
  const wire = () => wires.at(-1)!;
  const say = (frame: object) => wire().onmessage?.({ data: JSON.stringify(frame) });
  return {
    connection,
    onturnedaway,
    wires,
    wire,
    say,
    fact: (seq: number) => say({ fact: { communityId: 'c', seq, kind: 'x' } }),
    open() {
      wire().readyState = 1;
      wire().onopen?.();
    },
    drop(code = 1006) {
      wire().readyState = 3;
      wire().onclose?.({ code });
      const [retry] = due.splice(-1);
      due = [];
      retry?.();
    },
    asked: () => {
      const frame = wire().sent.findLast((one) => 'watch' in one);
      return frame && 'watch' in frame ? frame.watch : [];
    },
  };
}

test('opens once somebody follows, and asks from what the page shows', () => {
  const { connection, wires, open, asked } = house();
  expect(wires).toHaveLength(0);
  connection.follow('c', 7, {});
  open();
  expect(asked()).toEqual([{ communityId: 'c', after: 7 }]);
});

test('after a loss it comes back by its cursor', () => {
  const { connection, open, fact, drop, asked, wires } = house();
  connection.follow('c', 7, {});
  open();
  fact(8);
  fact(9);
  drop();
  open();
  expect(wires).toHaveLength(2);
  expect(asked()).toEqual([{ communityId: 'c', after: 9 }]);
});

test('a page that comes later hears what came after its own state', () => {
  const { connection, open, fact } = house();
  connection.follow('c', 0, {});
  open();
  [1, 2, 3].forEach(fact);
  const onfact = vi.fn();
  connection.follow('c', 1, { onfact });
  fact(4);
  expect(onfact.mock.calls.map(([one]) => (one as { seq: number }).seq)).toEqual([2, 3, 4]);
});

test('what is heard from now on begins where the server says that it stands', () => {
  const { connection, open, say, fact, asked, drop } = house();
  const onfact = vi.fn();
  connection.follow('c', FROM_NOW, { onfact });
  open();
  expect(asked()).toEqual([{ communityId: 'c', after: null }]);
  say({ caughtUp: { communityId: 'c', seq: 40 } });
  fact(41);
  expect(onfact).toHaveBeenCalledOnce();
  drop();
  open();
  expect(asked()).toEqual([{ communityId: 'c', after: 41 }]);
});

test('a page that opens before that is known, and shows an older state, is told to reload', () => {
  const { connection, open, say } = house();
  connection.follow('c', FROM_NOW, {});
  const [older, newer] = [vi.fn(), vi.fn()];
  connection.follow('c', 39, { onreload: older });
  connection.follow('c', 40, { onreload: newer });
  open();
  say({ caughtUp: { communityId: 'c', seq: 40 } });
  expect(older).toHaveBeenCalledOnce();
  expect(newer).not.toHaveBeenCalled();
});

test('who missed too much is told to reload', () => {
  const { connection, open, say } = house();
  const onreload = vi.fn();
  const onfact = vi.fn();
  connection.follow('c', 1, { onreload, onfact });
  open();
  say({ reload: { communityId: 'c' } });
  say({ caughtUp: { communityId: 'c', seq: 900 } });
  expect(onreload).toHaveBeenCalledOnce();
  connection.follow('c', 5, { onreload });
  expect(onreload).toHaveBeenCalledTimes(2);
});

test('who is here comes and goes, and is asked anew after a loss', () => {
  const { connection, open, say, drop } = house();
  const onhere = vi.fn();
  const here = () => [...(onhere.mock.lastCall![0] as Set<string>)];
  connection.follow('c', 0, { onhere });
  open();
  say({ signal: { communityId: 'c', kind: 'here', people: ['mia', 'ana'] } });
  say({ signal: { communityId: 'c', kind: 'left', people: ['ana'] } });
  expect(here()).toEqual(['mia']);
  drop();
  open();
  say({ signal: { communityId: 'c', kind: 'here', people: ['ana'] } });
  expect(here()).toEqual(['ana']);
});

test('what a newer server says is passed over', () => {
  const { connection, open, wire, fact } = house();
  const onfact = vi.fn();
  connection.follow('c', 0, { onfact });
  open();
  wire().onmessage?.({ data: '{"weather":"fine"}' });
  wire().onmessage?.({ data: 'not json' });
  fact(1);
  expect(onfact).toHaveBeenCalledOnce();
});

test('every fact is heard once and in order, however often the line breaks', () => {
  const steps = fc.array(fc.oneof(fc.constant('fact'), fc.constant('drop'), fc.constant('again')), {
    maxLength: 80,
  });
  fc.assert(
    fc.property(steps, (list) => {
      const { connection, open, fact, drop, asked } = house();
      const seqs: number[] = [];
      connection.follow('c', 0, { onfact: (one) => void seqs.push(one.seq) });
      open();
      let newest = 0;
      for (const step of list) {
        if (step === 'fact') fact(++newest);
        else if (step === 'again') fact(newest);
        else {
          drop();
          newest++;
          open();
          for (let seq = asked()[0]!.after! + 1; seq <= newest; seq++) fact(seq);
        }
      }
      expect(seqs).toEqual(Array.from({ length: newest }, (_, index) => index + 1));
    }),
  );
});

test('tells that it was turned away, or let go as the session has ended, and tries on', () => {
  const { connection, open, drop, onturnedaway, wires } = house();
  connection.follow('c', 7, {});
  open();
  drop();
  expect(onturnedaway, 'a lost line is no refusal').not.toHaveBeenCalled();
  open();
  drop(4401);
  expect(onturnedaway).toHaveBeenCalledOnce();
  drop();
  expect(onturnedaway).toHaveBeenCalledTimes(2);
  expect(wires).toHaveLength(4);
});
