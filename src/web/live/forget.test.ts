import { afterEach, expect, test, vi } from 'vitest';
import { forgetAll, isOfAnother, keepFor } from './forget.ts';

function browserWith(kept: Record<string, string>, read: string[] = ['kith-read', 'kith-built-1']) {
  const store = new Map(Object.entries(kept));
  const names = new Set(read);
  const local = {
    ...{
      getItem: (key: string) => store.get(key) ?? null,
      setItem: (key: string, value: string) => store.set(key, value),
    },
    ...{ removeItem: (key: string) => store.delete(key), key: (at: number) => [...store.keys()][at] ?? null },
    get length() {
      return store.size;
    },
  };
  // A browser lists what it keeps as the keys of the storage itself.
  const listed = new Proxy(local, {
    ownKeys: () => [...store.keys()],
    getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
  });
  vi.stubGlobal('localStorage', listed);
  vi.stubGlobal('caches', {
    keys: () => Promise.resolve([...names]),
    delete: (name: string) => Promise.resolve(names.delete(name)),
  });
  return { keys: () => [...store.keys()].sort(), read: () => [...names] };
}

afterEach(() => vi.unstubAllGlobals());

const mine = { 'kith:whose': 'mia', 'kith:draft:room': 'half a thought', 'kith:letter:1': '{}', other: 'x' };

test('signing out forgets drafts, unsent messages and pages, and nothing else', async () => {
  const browser = browserWith(mine);
  await forgetAll();
  expect(browser.keys()).toEqual(['other']);
  expect(browser.read()).toEqual(['kith-built-1']);
});

test('another person finds nothing of the one before', async () => {
  const browser = browserWith(mine);
  await keepFor('ana');
  expect(browser.keys()).toEqual(['kith:whose', 'other']);
  expect(browser.read()).toEqual(['kith-built-1']);
});

test('the same person finds all as it was', async () => {
  const browser = browserWith(mine);
  await keepFor('mia');
  expect(browser.keys()).toEqual(Object.keys(mine).sort());
  expect(browser.read()).toContain('kith-read');
});

test('a page brought back from before is known to be of somebody who has left', async () => {
  browserWith(mine);
  expect([isOfAnother('mia'), isOfAnother('ana'), isOfAnother(null)]).toEqual([false, true, false]);
  await forgetAll();
  expect(isOfAnother('mia')).toBe(true);
});

test('when a session has ended no page can be read, but what was written waits for its writer', async () => {
  const browser = browserWith(mine);
  await keepFor(null);
  expect(browser.keys()).toEqual(Object.keys(mine).sort());
  expect(browser.read()).toEqual(['kith-built-1']);
});
