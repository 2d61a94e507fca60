import { expect, test } from 'vitest';
import { boundsOf, shapeOf } from './shape.ts';

const uuid = { type: 'string', format: 'uuid' };

test('a small object stands on one line, with what may be left out marked', () => {
  const schema = { type: 'object', properties: { id: uuid, name: { type: 'string' } }, required: ['id'] };
  expect(shapeOf(schema)).toBe('{ id: uuid, name?: string }');
});

test('choices, nothing and lists are told apart', () => {
  expect(shapeOf({ type: 'string', enum: ['host', 'member'] })).toBe('"host" | "member"');
  expect(shapeOf({ type: ['string', 'null'] })).toBe('string | null');
  expect(shapeOf({ anyOf: [uuid, { type: 'null' }] })).toBe('uuid | null');
  expect(shapeOf({ type: 'array', items: { enum: ['a', 'b'] } })).toBe('("a" | "b")[]');
  expect(shapeOf({ type: 'array', items: uuid })).toBe('uuid[]');
});

test('a long object is broken into lines', () => {
  const properties = Object.fromEntries(Array.from({ length: 12 }, (_, at) => [`property${at}`, uuid]));
  const shape = shapeOf({ type: 'array', items: { type: 'object', properties } });
  expect(shape.split('\n')).toHaveLength(14);
  expect(shape.split('\n')[1]).toBe('  property0?: uuid');
});

test('bounds and what is usual', () => {
  expect(boundsOf({ type: 'integer', minimum: 2, maximum: 500, default: 150 })).toBe('2–500, = 150');
  expect(boundsOf({ type: 'integer', minimum: -Number.MAX_SAFE_INTEGER })).toBe('');
  expect(boundsOf({ type: 'string', maxLength: 60 })).toBe('–60');
});
