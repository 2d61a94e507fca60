import { expect, test } from 'vitest';
import { isGuessable } from './password.ts';

const own = ['ana-b', 'Ana Belmonte', 'ana@belmonte.example'];

test.each([
  'password123',
  'P@ssw0rd2026',
  'Qwerty12345!',
  'qwertyuiop',
  '1234567890',
  '9876543210',
  'abcdefghij',
  '1q2w3e4r5t',
  'asdfghjkl;1',
  'aaaaaaaaaaaa',
  'abababababab',
  'iloveyou2',
  'sunshine-2024',
  'Welcome_Admin1',
  'belmonte1987',
  'AnaBelmonte!',
  'kith-kith-kith',
  '8264 9173 55'.replaceAll(' ', ''),
])('%s is guessed', (password) => {
  expect(isGuessable(password, own)).toBe(true);
});

test.each([
  'walnuts under snow',
  'correct horse battery staple',
  'xK9#mQ2$vL7p',
  'ñandú y zorro',
  '¿(#)%^&*-+=~?',
  'passing clouds over anatolia',
  'zxcvbn oatmeal ladder',
])('%s is not', (password) => {
  expect(isGuessable(password, own)).toBe(false);
});
