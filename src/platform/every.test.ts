import { expect, test, vi } from 'vitest';
import { every } from './every.ts';
import { logger } from './log.ts';

function told() {
  const lines: string[] = [];
  const write = (line: string) => void lines.push((JSON.parse(line) as { level: string }).level);
  return { lines, log: logger('debug', { write }) };
}

test('what goes wrong is told, and tried again', async () => {
  const { lines, log } = told();
  const work = vi.fn(() => Promise.reject(new Error('no')));
  const stop = every(1, log, work);
  await vi.waitFor(() => expect(work.mock.calls.length).toBeGreaterThan(2));
  stop();
  expect(lines).toContain('error');
});

test('what a close has cut off in the middle is no error', async () => {
  const { lines, log } = told();
  const under = Promise.withResolvers<never>();
  const work = vi.fn(() => under.promise);
  const stop = every(1, log, work);
  await vi.waitFor(() => expect(work).toHaveBeenCalledOnce());
  stop();
  under.reject(new Error('the database is not open'));
  await vi.waitFor(() => expect(lines).toEqual(['debug']));
});
