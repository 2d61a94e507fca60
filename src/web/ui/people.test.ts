import { expect, test } from 'vitest';
import type { PersonCard } from '../views.ts';
import { clockFor } from './clock.ts';
import { calledName, hueOf, initials, namesFor } from './people.ts';

const person = (name: string): PersonCard => ({
  id: name,
  handle: name,
  name,
  picture: null,
  imported: false,
});
const { list } = clockFor('en', 'UTC');
const say = (names: string[], me: string | null = null) =>
  namesFor(names.map(person), me, { you: 'you', others: 'others' }, list);

test('reactions say who, with oneself last', () => {
  expect(say(['Ana'])).toBe('Ana');
  expect(say(['me', 'Ravi Bose'], 'me')).toBe('Ravi and you');
  expect(say(['Mia', 'Jonas', 'Lena'])).toBe('Mia, Jonas and Lena');
});

test('many people never become a number', () => {
  expect(say(['Mia', 'Jonas', 'Lena', 'Ana', 'Ravi', 'Zoe'])).toBe('Mia, Jonas, Lena and others');
  expect(say(['Mia', 'Jonas', 'Lena', 'Ana', 'me', 'Zoe'], 'me')).toBe('Mia, Jonas, you and others');
});

test('initials and hues hold for any name and id', () => {
  expect(initials('Mia Okafor')).toBe('MO');
  expect(initials('ñandú')).toBe('Ñ');
  expect(initials('🌱 seed')).toBe('🌱S');
  expect(initials('  ')).toBe('?');
  expect(calledName({ name: ' Ravi  Bose ' })).toBe('Ravi');
  expect(hueOf('01890a5d-ac96-774b-bcce-b302099a8057')).toBeLessThan(360);
  expect(hueOf('')).toBe(0);
});
