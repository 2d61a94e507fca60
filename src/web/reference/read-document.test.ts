import { expect, test } from 'vitest';
import { readDocument } from './read-document.ts';

const text = { type: 'string' };
const answer = {
  200: { content: { 'application/json': { schema: { type: 'object', properties: { ok: text } } } } },
};

test('verbs and reads are listed by domain with their fields and answer', () => {
  const [kitchen] = readDocument({
    paths: {
      '/api/v1/kitchen.cook': {
        post: {
          operationId: 'kitchen.cook',
          description: 'Cooks.',
          requestBody: {
            content: {
              'application/json': { schema: { properties: { soup: text, salt: text }, required: ['soup'] } },
            },
          },
          responses: answer,
        },
      },
      '/api/v1/kitchen.look': {
        get: {
          operationId: 'kitchen.look',
          description: 'Looks.',
          security: [{}],
          parameters: [{ name: 'pot', required: true, schema: { ...text, description: 'Which one.' } }],
          responses: answer,
        },
      },
    },
  });
  expect(kitchen!.operations.map(({ name, method, open }) => [name, method, open])).toEqual([
    ['kitchen.cook', 'POST', false],
    ['kitchen.look', 'GET', true],
  ]);
  expect(kitchen!.operations[0]!.fields.map(({ name, needed }) => [name, needed])).toEqual([
    ['soup', true],
    ['salt', false],
  ]);
  expect(kitchen!.operations[1]!.fields[0]).toMatchObject({
    name: 'pot',
    kind: 'string',
    about: 'Which one.',
  });
  expect(kitchen!.operations[1]!.answer).toBe('{ ok?: string }');
});
