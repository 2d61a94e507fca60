import { expect, it } from 'vitest';
import type { MessageView } from './message.ts';
import { openPages } from './pages.ts';

const conversation = { community_id: 'c', id: 'room', version: 1, last_number: 1 };

async function readings(body: string): Promise<number> {
  const pages = openPages();
  let read = 0;
  const load = () => {
    read++;
    return Promise.resolve({ messages: [{ body, html: body } as MessageView], earlier: false, later: false });
  };
  for (let times = 0; times < 3; times++) {
    await pages.keep(conversation, { from: 1, to: 50 }, 1000, load);
    await Promise.resolve();
  }
  return read;
}

it('keeps a page while nothing has changed', async () => {
  expect(await readings('Soup at six.')).toBe(1);
});

it('keeps no page that is very long', async () => {
  expect(await readings('soup '.repeat(60_000))).toBe(3);
});
