import { globSync, readFileSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { meanings } from './forms/refusals.ts';
import { overwriteGetLocale } from '#web/words/runtime.js';
import { sayNotArrived, sayReason, sentences } from './reasons.ts';

const refusal = (more: object) => ({ kind: 'forbidden', reason: 'x', message: '', ...more });

test('a known reason is said in the reader’s words', () => {
  expect(sayReason(refusal({ reason: 'offline', message: 'x' }))).toMatch(/no connection/);
});

test('what is not kept for later is to be tried again, and nothing is said of words', () => {
  const offline = refusal({ kind: 'unavailable', reason: 'offline' });
  expect(sayNotArrived(offline, 'reaction')).toMatch(/^Your reaction did not arrive.*try it again/);
  expect(sayNotArrived(offline, 'taking away')).toMatch(/nothing was changed.*try it again/);
  expect(sayNotArrived(refusal({ reason: 'not-yours' }), 'reaction')).toBe(sentences['not-yours']!());
});

test('an unknown reason keeps the server’s sentence', () => {
  expect(sayReason(refusal({ reason: 'new-rule', message: 'Only on Sundays.' }))).toBe('Only on Sundays.');
});

test('what is wrong away from its field says where, and never in the server’s English', () => {
  const wrong = {
    kind: 'invalid',
    reason: 'invalid',
    message: '“title” is too long.',
    wrong: { how: 'too-long', limit: 160 },
  };
  expect(sayReason({ ...wrong, field: 'title' })).toBe('Title: At most 160 characters, please.');
  expect(sayReason({ ...wrong, field: 'communityId' })).toBe(sentences['invalid']!());
  overwriteGetLocale(() => 'es');
  onTestFinished(() => overwriteGetLocale(() => 'en'));
  expect(sayReason({ ...wrong, field: 'title' })).toBe('Título: Como mucho 160 caracteres, por favor.');
});

test('what is wrong in a way that only a newer house knows has another form than it needs', () => {
  const wrong = { ...refusal({ kind: 'invalid', field: 'title' }), wrong: { how: 'too-loud' } };
  expect(sayReason(wrong)).toMatch(/^Title: /);
});

test('without a sentence the kind speaks', () => {
  expect(sayReason(refusal({}))).toMatch(/may not/);
});

test('a limit says when to try again', () => {
  expect(sayReason(refusal({ kind: 'too-many', reason: 'too-many', retryAfter: 30 }))).toMatch(/30 seconds/);
  expect(sayReason(refusal({ kind: 'too-many', reason: 'too-many', retryAfter: 600 }))).toMatch(/10 minutes/);
});

test('what was not thrown on purpose says only that something broke', () => {
  expect(sayReason(new TypeError('secret detail'))).not.toMatch(/secret/);
});

/** What only programs meet, which read the code and the English sentence. */
const forPrograms = new Set(
  'invalid wrong-type not-json not-a-form no-file cut-off wrong-method bad-cursor slug-or-id out-of-scope not-with-token'.split(
    ' ',
  ),
);
/** What only whoever runs the house meets, at a terminal, where Kith speaks English. */
const atTerminals = /^src\/(platform\/(copies|db)|domains\/transfer\/(moving|backup))\//;

test('every reason that the server gives is said in the reader’s language', () => {
  const files = globSync('src/{domains,platform}/**/*.ts').filter(
    (file) => !/(\.test|\/scene)\.ts$/.test(file) && !atTerminals.test(file),
  );
  const reasons = new Set(files.flatMap((file) => reasonsIn(readFileSync(file, 'utf8'))));
  const unsaid = [...reasons].filter(
    (reason) => !(reason in sentences || reason in meanings || forPrograms.has(reason)),
  );
  expect(reasons.size).toBeGreaterThan(40);
  expect(unsaid).toEqual([]);
});

function reasonsIn(code: string): string[] {
  const plain = code.matchAll(/\b(?:forbidden|conflict|unavailable|no)\(\s*'([a-z0-9-]+)',/g);
  const second = code.matchAll(/\b(?:invalid|KithError)\(\s*[^(),]+,\s*'([a-z0-9-]+)',/g);
  return [...plain, ...second].map((match) => match[1]!);
}
