import { expect, test } from 'vitest';
import { builtIn, mayKeep, wayFor } from './rules.ts';

const origin = 'https://kith.example';
const way = (path: string, more = {}) =>
  wayFor({ method: 'GET', mode: 'navigate', url: new URL(path, origin).href, ...more }, origin);

test('pages, their data and small pictures can be read again', () => {
  expect(way('/green-street/rooms/kitchen')).toBe('read');
  expect(way('/green-street/rooms/kitchen/__data.json?x=1', { mode: 'cors' })).toBe('read');
  expect(way('/files/c/f/small/tree.webp', { mode: 'no-cors' })).toBe('read');
  expect(way('/files/people/x.webp', { mode: 'no-cors' })).toBe('read');
});

test('what acts, what is secret and what is large passes by', () => {
  expect(way('/green-street', { method: 'POST' })).toBe('pass');
  expect(way('/api/v1/accounts.me', { mode: 'cors' })).toBe('pass');
  expect(way('/settings')).toBe('pass');
  expect(way('/sign-in')).toBe('pass');
  expect(way('/files/c/f/whole/film.mp4', { mode: 'no-cors' })).toBe('pass');
  expect(way('https://elsewhere.example/')).toBe('pass');
});

test('a community whose name begins like a place of Kith is still a community', () => {
  expect(way('/settings-lovers')).toBe('read');
});

test('the build is taken from the browser', () => {
  expect(way('/_app/immutable/chunks/a.js', { mode: 'cors' })).toBe('built');
});

test('only whole answers are kept', () => {
  const good = { ok: true, status: 200, type: 'basic', redirected: false };
  expect(mayKeep(good)).toBe(true);
  expect(mayKeep({ ...good, redirected: true })).toBe(false);
  expect(mayKeep({ ...good, ok: false, status: 404 })).toBe(false);
  expect(mayKeep({ ...good, status: 206 })).toBe(false);
});

test('the styles of a page are found in it', () => {
  const html =
    '<link href="/_app/immutable/assets/0.abc.css" rel="stylesheet"><link href="/_app/immutable/assets/0.abc.css">';
  expect(builtIn(html)).toEqual(['/_app/immutable/assets/0.abc.css']);
});
