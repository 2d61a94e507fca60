import { expect, test } from 'vitest';
import { whenRead } from './store.ts';

test('who leaves while a file is being opened leaves nothing open', async () => {
  const opened = Promise.withResolvers<ReadableStream<Uint8Array>>();
  const closed = Promise.withResolvers<string>();
  const begun = Promise.withResolvers<true>();
  const open = () => {
    begun.resolve(true);
    return opened.promise;
  };
  const reader = whenRead(open).getReader();
  const read = reader.read();
  await begun.promise;
  await reader.cancel('gone');
  expect(await read).toEqual({ done: true, value: undefined });
  opened.resolve(new ReadableStream({ cancel: () => closed.resolve('closed') }));
  expect(await closed.promise).toBe('closed');
});

test('who leaves in its midst closes it', async () => {
  const closed = Promise.withResolvers<unknown>();
  const source = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(Uint8Array.of(1)),
    cancel: (why) => closed.resolve(why),
  });
  const reader = whenRead(() => source).getReader();
  expect(await reader.read()).toEqual({ done: false, value: Uint8Array.of(1) });
  await reader.cancel('gone');
  expect(await closed.promise).toBe('gone');
});

test('a file that nobody reads is not opened', async () => {
  let times = 0;
  const open = () => {
    times++;
    return new ReadableStream<Uint8Array>();
  };
  await whenRead(open).cancel();
  expect(times).toBe(0);
});
