import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAMAGED, OF_WINDOWS } from '../fault.ts';
import { decode, worthTelling } from './decode.ts';

const decoded = (bytes: Buffer) => decode(bytes, 0, bytes.length);

test('what is UTF-8 stays as it is, also where it says itself that something is lost', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (any) => {
      const text = any.toWellFormed();
      expect(decoded(Buffer.from(text))).toEqual({ text, odd: null });
    }),
  );
  expect(decoded(Buffer.from('lost \uFFFD'))).toEqual({ text: 'lost \uFFFD', odd: null });
});

test('letters of one byte are read as Windows wrote them', () => {
  const bytes = Buffer.from('Fr\xfchbeet, \x93se\xf1or\x94, 5 \x80', 'latin1');
  expect(decoded(bytes)).toEqual({ text: 'Frühbeet, “señor”, 5 €', odd: OF_WINDOWS });
  expect(decode(bytes, 0, 2)).toEqual({ text: 'Fr', odd: null });
});

test('damage within UTF-8 costs no more than what is damaged', () => {
  const bytes = Buffer.concat([Buffer.from('Frühbeet und K'), Buffer.from([0xc3]), Buffer.from('rbis')]);
  expect(decoded(bytes)).toEqual({ text: 'Frühbeet und K\uFFFDrbis', odd: DAMAGED });
});

test('that a whole file is written in another way is told once, and each damage', () => {
  const tells = worthTelling();
  const told = ([OF_WINDOWS, OF_WINDOWS, DAMAGED, DAMAGED] as const).map((odd) => tells(odd));
  expect(told).toEqual([true, false, true, true]);
});
