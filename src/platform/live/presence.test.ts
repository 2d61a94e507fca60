import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parcels } from '../bridge/parcel.ts';
import type { Word } from '../bridge/index.ts';
import { newId } from '../ids.ts';
import { elsewhere } from './elsewhere.ts';
import { ownPresence } from './presence.ts';

const PLACE = newId();
const SECOND = 1000;

/** One process without its clock and its wire: who is with it, and what it knows of the others. */
function openProcess(name: string) {
  const others = elsewhere();
  others.follow(PLACE);
  return { name, own: ownPresence(), others, people: new Set<string>(), cut: false, alive: true };
}
type Process = ReturnType<typeof openProcess>;

/** Processes that tell each other, in order, whatever is not lost on the way. */
function openHouse(count: number) {
  const all = Array.from({ length: count }, (_, n) => openProcess(`process ${n}`));
  const underWay: { from: Process; to: Process; word: Word }[] = [];
  let now = 0;

  function say(from: Process, words: Word[]): void {
    for (const word of words)
      for (const to of all) if (to !== from && !from.cut) underWay.push({ from, to, word });
  }

  function deliver(most = Infinity): void {
    for (let n = 0; n < most && underWay.length; n++) {
      const { from, to, word } = underWay.shift()!;
      if (to.cut || !to.alive) continue;
      say(to, [...to.others.hear(from.name, word, now).ask, ...to.own.answerTo(word, to.name)]);
    }
  }

  return {
    all,
    deliver,
    change(process: Process, person: string, here: boolean): void {
      process.people[here ? 'add' : 'delete'](person);
      say(
        process,
        process.own.changed(PLACE, [person], (one) => process.people.has(one)),
      );
    },
    cut: (process: Process) => (process.cut = true),
    mend(process: Process): void {
      process.cut = false;
      process.others.forget();
      say(process, process.own.anew());
    },
    kill: (process: Process) => (process.alive = false),
    passTime(seconds: number): void {
      for (let second = 0; second < seconds; second++) {
        now += SECOND;
        for (const process of all.filter(({ alive }) => alive)) {
          if (!process.own.isAlone()) say(process, [{ kind: 'alive' }]);
          process.others.passTime(now);
        }
        deliver();
      }
    },
  };
}

const person = fc.constantFrom('ana', 'ben', 'cleo', 'dan');
const which = fc.nat(2);
const deed = fc.oneof(
  { weight: 6, arbitrary: fc.record({ does: fc.constant('come' as const), which, person }) },
  { weight: 4, arbitrary: fc.record({ does: fc.constant('go' as const), which, person }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('deliver' as const), most: fc.nat(12) }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constantFrom('cut' as const, 'mend' as const), which }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('kill' as const), which: fc.constant(2) }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('pass time' as const), seconds: fc.nat(9) }) },
);

test('whatever is lost, cut or killed: soon each process knows who is here elsewhere, and nobody else is', () => {
  fc.assert(
    fc.property(fc.array(deed, { maxLength: 40 }), (story) => {
      const house = openHouse(3);
      for (const one of story) {
        if (one.does === 'deliver') house.deliver(one.most);
        else if (one.does === 'pass time') house.passTime(one.seconds);
        else {
          const process = house.all[one.which]!;
          if (!process.alive) continue;
          if (one.does === 'come') house.change(process, one.person, true);
          else if (one.does === 'go') house.change(process, one.person, false);
          else house[one.does](process);
        }
      }
      for (const process of house.all) if (process.cut && process.alive) house.mend(process);
      house.passTime(10);
      for (const process of house.all.filter(({ alive }) => alive)) {
        const elsewhereNow = house.all.filter((one) => one !== process && one.alive);
        const expected = new Set(elsewhereNow.flatMap(({ people }) => [...people]));
        expect(process.others.here(PLACE)).toEqual(expected);
        for (const one of ['ana', 'ben', 'cleo', 'dan'])
          expect(process.others.has(PLACE, one)).toBe(expected.has(one));
      }
    }),
    { numRuns: 500 },
  );
});

test('who is with two processes is here until both say otherwise, and nobody is told of twice', () => {
  const others = elsewhere();
  others.follow(PLACE);
  const [one, other] = [ownPresence(), ownPresence()];
  const hear = (from: string, own: typeof one, here: boolean) =>
    own.changed(PLACE, ['ana'], () => here).flatMap((word) => others.hear(from, word, 0).moved);
  expect(hear('one', one, true)).toEqual([[PLACE, ['ana']]]);
  expect(hear('other', other, true)).toEqual([[PLACE, []]]);
  expect(hear('one', one, false)).toEqual([[PLACE, []]]);
  expect(others.has(PLACE, 'ana')).toBe(true);
  expect(hear('other', other, false)).toEqual([[PLACE, ['ana']]]);
  expect(others.here(PLACE)).toEqual(new Set());
});

test('what a process says of a community that nobody watches here is not kept', () => {
  const others = elsewhere();
  const own = ownPresence();
  for (const word of own.changed(PLACE, ['ana'], () => true)) others.hear('one', word, 0);
  expect(others.here(PLACE)).toEqual(new Set());
  others.follow(PLACE);
  for (const word of own.answerTo({ kind: 'who', communityId: PLACE, of: null }, 'one'))
    others.hear('one', word, 0);
  expect(others.here(PLACE)).toEqual(new Set(['ana']));
});

test('a crowd is told of in words that NOTIFY takes, and arrives whole', () => {
  const crowd = Array.from({ length: 1000 }, newId);
  const own = ownPresence();
  const [coming, known] = [elsewhere(), elsewhere()];
  for (const others of [coming, known]) others.follow(PLACE);
  const words = own.changed(PLACE, crowd, () => true);
  const whole = own.answerTo({ kind: 'who', communityId: null, of: 'me' }, 'me');
  for (const letter of parcels(newId(), [...words, ...whole]))
    expect(Buffer.byteLength(letter)).toBeLessThan(8000);
  for (const word of words) coming.hear('one', word, 0);
  for (const word of whole) known.hear('one', word, 0);
  expect(coming.here(PLACE)).toEqual(new Set(crowd));
  expect(known.here(PLACE)).toEqual(new Set(crowd));
});
