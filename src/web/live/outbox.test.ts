import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sampleMessage } from '../ui/message-sample.ts';
import { forgetLetters, keepLetter, readLetters, type Letter, type LetterBox } from './letters.ts';
import { createOutbox } from './outbox.ts';

const offline = { kind: 'unavailable', reason: 'offline', message: '' };
const refused = { kind: 'forbidden', reason: 'closed', message: 'Closed.' };

const letter = (id: string, more: Partial<Letter> = {}): Letter => ({
  ...{
    id,
    personId: 'mia',
    communityId: 'c',
    conversationId: 'k',
    body: id,
    parentNumber: null,
    attachments: [],
  },
  writtenAt: Number.parseInt(id.slice(1), 10),
  ...more,
});

function memory(): LetterBox {
  const kept = new Map<string, string>();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
    key: (index) => [...kept.keys()][index] ?? null,
    get length() {
      return kept.size;
    },
  };
}

/** A server that stores each id once; `answers` says how each call ends, then all go well. */
function office({ box = memory(), answers = [] as ('ok' | 'lost' | object)[] } = {}) {
  const stored: string[] = [];
  const timers: (() => void)[] = [];
  const sent: string[] = [];
  const outbox = createOutbox({
    ...{ box, personId: 'mia', random: () => 0, onchange: () => undefined },
    setTimer: (work) => timers.push(work),
    onsent: ({ id }) => void sent.push(id),
    send({ id }) {
      const answer = answers.shift() ?? 'ok';
      if (typeof answer === 'object') return Promise.reject(Object.assign(new Error(), answer));
      if (!stored.includes(id)) stored.push(id);
      return answer === 'lost'
        ? Promise.reject(Object.assign(new Error(), offline))
        : Promise.resolve(sampleMessage(stored.indexOf(id) + 1, { id }));
    },
  });
  const settle = async () => {
    await new Promise((resolve) => setTimeout(resolve));
    while (timers.length) {
      timers.shift()!();
      await new Promise((resolve) => setTimeout(resolve));
    }
  };
  return { box, outbox, stored, sent, settle };
}

test('what is posted is kept until the server has it', async () => {
  const { box, outbox, settle, stored } = office();
  outbox.post(letter('m1'));
  expect(readLetters(box, 'mia').map((one) => one.id)).toEqual(['m1']);
  await settle();
  expect(stored).toEqual(['m1']);
  expect(readLetters(box, 'mia')).toEqual([]);
});

test('without a connection it waits and goes out by itself, in order', async () => {
  const { outbox, settle, stored } = office({ answers: [offline, offline] });
  outbox.post(letter('m1'));
  outbox.post(letter('m2'));
  await settle();
  expect(stored).toEqual(['m1', 'm2']);
});

test('what a limit holds back says so, and goes out by itself', async () => {
  const many = { kind: 'too-many', reason: 'too-many', message: '', retryAfter: 9 };
  const { outbox, stored, settle } = office({ answers: [many] });
  outbox.post(letter('m1'));
  await new Promise((resolve) => setTimeout(resolve));
  expect(outbox.posted).toMatchObject([{ state: 'slowed', error: many }]);
  await settle();
  expect([stored, outbox.posted]).toEqual([['m1'], []]);
});

test('an answer that was lost does not store it twice', async () => {
  const { outbox, settle, stored, sent } = office({ answers: ['lost'] });
  outbox.post(letter('m1'));
  await settle();
  expect(stored).toEqual(['m1']);
  expect(sent).toEqual(['m1']);
});

test('a reload goes on where it stopped', async () => {
  const box = memory();
  keepLetter(box, letter('m2'));
  keepLetter(box, letter('m1'));
  const { outbox, settle, stored } = office({ box });
  expect(outbox.posted.map((one) => one.state)).toEqual(['waiting', 'waiting']);
  outbox.resume();
  await settle();
  expect(stored).toEqual(['m1', 'm2']);
});

test('a refusal is shown, does not hold up the next, and can be tried again or given up', async () => {
  const { outbox, settle, stored } = office({ answers: [refused] });
  outbox.post(letter('m1'));
  outbox.post(letter('m2'));
  await settle();
  expect(outbox.posted).toMatchObject([{ state: 'failed', error: refused }]);
  expect(stored).toEqual(['m2']);
  outbox.retry('m1');
  await settle();
  expect(stored).toEqual(['m2', 'm1']);
});

test('what is given up is gone, and its words are handed back', async () => {
  const { box, outbox, settle } = office({ answers: [refused] });
  outbox.post(letter('m1'));
  await settle();
  expect(outbox.discard('m1')?.body).toBe('m1');
  expect(readLetters(box, 'mia')).toEqual([]);
});

test('another person on this browser neither sees nor sends it, and signing out forgets all', () => {
  const box = memory();
  keepLetter(box, letter('m1', { personId: 'ana' }));
  expect(office({ box }).outbox.posted).toEqual([]);
  forgetLetters(box);
  expect(readLetters(box, 'ana')).toEqual([]);
});

test('each message is stored exactly once and in order, whatever the network does', async () => {
  const network = fc.array(fc.constantFrom<'ok' | 'lost' | object>('ok', 'lost', offline), { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(network, fc.integer({ min: 1, max: 6 }), async (answers, count) => {
      const { outbox, settle, stored, sent } = office({ answers: [...answers] });
      const ids = Array.from({ length: count }, (_, index) => `m${index + 1}`);
      ids.forEach((id) => outbox.post(letter(id)));
      await settle();
      expect(stored).toEqual(ids);
      expect(sent).toEqual(ids);
    }),
    { numRuns: 40 },
  );
});
