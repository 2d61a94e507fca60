import { gzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { company, ROOM_PATH, tell } from './company.ts';
import { expect, journey } from './journey.ts';

const MOST_KILOBYTES = 130;

/** Kilobytes of script, as gzip, that a page fetches and carries until nothing more comes. */
async function scriptsOf(page: Page, path: string): Promise<number> {
  const scripts: Promise<Buffer>[] = [];
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') scripts.push(response.body());
  });
  await page.goto(path, { waitUntil: 'networkidle' });
  const inline = await page.locator('script:not([src])').allTextContents();
  const all = [...(await Promise.all(scripts)), ...inline];
  expect(scripts.length, 'scripts were fetched, not taken from a cache').toBeGreaterThan(0);
  return all.reduce((sum, script) => sum + gzipSync(script).length, 0) / 1000;
}

journey('the first page of a room brings at most 130 kB of script', async ({ house, visitor }) => {
  const { host, guest, room } = await company(house, visitor);
  for (let number = 1; number <= 30; number++) await tell(host, room, `Small talk ${number}, @lena`);
  const fresh = await visitor();
  await fresh.context().addCookies(await guest.context().cookies());
  const weight = await scriptsOf(fresh, ROOM_PATH);
  journey.info().annotations.push({ type: 'kB of script', description: weight.toFixed(1) });
  expect(weight).toBeLessThanOrEqual(MOST_KILOBYTES);
});
