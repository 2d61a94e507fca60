import { expect, test } from 'vitest';
import { pictureSize } from './picture-size.ts';

test('a picture keeps its shape and fits', () => {
  expect(pictureSize({ width: 1200, height: 800 })).toEqual({ width: 570, height: 380 });
  expect(pictureSize({ width: 4000, height: 1000 })).toEqual({ width: 620, height: 155 });
});

test('a small one is not blown up', () => {
  expect(pictureSize({ width: 40, height: 30 })).toEqual({ width: 40, height: 30 });
});

test('one of unknown size gets the most room', () => {
  expect(pictureSize({ width: null, height: null })).toEqual({ width: 620, height: 380 });
});
