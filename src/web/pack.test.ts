import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pack, unpack } from './pack.ts';

const messages = Array.from({ length: 50 }, (_, number) => ({
  ...{
    communityId: '01890a5d-ac96-774b-bcce-b302099a8057',
    number,
    author: { name: 'Mia' },
    removedReason: null,
  },
  ...{ html: `<p>${number}</p>`, reactions: [] as string[] },
}));

test('what is the same in all is said once', () => {
  const text = pack(messages);
  expect(text.length).toBeLessThan(JSON.stringify(messages).length / 2);
  expect(text.match(/removedReason/g)).toHaveLength(1);
  expect(unpack(text)).toEqual(messages);
});

test('things of different shapes arrive as they were', () => {
  const list = [{ a: 1 }, { b: 2 }, { a: 1, b: 2 }, { b: 2, a: 1 }];
  expect(unpack(pack(list))).toEqual(list);
});

test('what was the same in all can be changed in one', () => {
  const [first, second] = unpack(pack(messages)) as typeof messages;
  first!.reactions.push('🌱');
  expect(second!.reactions).toEqual([]);
});

test('every list of plain things arrives as JSON would bring it', () => {
  const thing = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.jsonValue());
  fc.assert(
    fc.property(fc.array(thing, { minLength: 1 }), (list) => {
      expect(unpack(pack(list))).toEqual(JSON.parse(JSON.stringify(list)));
    }),
  );
});
