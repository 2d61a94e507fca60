import type { Page } from '@playwright/test';
import { company, enter, ROOM_PATH, said, tell, write, writingBox } from './company.ts';
import { expect, journey } from './journey.ts';
import { expectAccessible } from './axe.ts';
import { lena, signIn } from './steps.ts';

/** All that this browser keeps of what somebody wrote and read. */
const kept = (page: Page) =>
  page.evaluate(async () => {
    const written = Object.keys(localStorage).map((key) => key.split(':').slice(0, 2).join(':'));
    const names = await caches.keys();
    const pages = names.includes('kith-read') ? await (await caches.open('kith-read')).keys() : [];
    const databases = (await indexedDB.databases()).length;
    return {
      written: [...new Set(written)].sort(),
      pages: pages.map(({ url }) => new URL(url).pathname),
      databases,
    };
  });

journey('who signs out leaves nothing in the browser', async ({ house, visitor }) => {
  const { host, guest, room } = await company(house, visitor);
  await tell(guest, room, 'The key is under the pot.');
  await enter(host);
  await host.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await enter(host);
  await expect(said(host, 'The key is under the pot.')).toBeVisible();
  await host.route('**/api/v1/conversations.send-message', (route) => route.abort());
  await write(host, 'Unsent words.');
  await expect(host.getByText('Not sent yet.')).toBeVisible();
  await writingBox(host).fill('Half a thought');
  await expect
    .poll(() => kept(host))
    .toMatchObject({ pages: expect.arrayContaining([ROOM_PATH]) as unknown });
  expect(await kept(host)).toMatchObject({
    written: ['kith:draft', 'kith:letter', 'kith:whose'],
    databases: 0,
  });

  await host.goto('/settings');
  await host.getByRole('link', { name: 'Sign out' }).click();
  await expectAccessible(host);
  const answered = host.waitForResponse((response) => response.request().method() === 'POST');
  await host.getByRole('button', { name: 'Sign out' }).click();
  expect(await (await answered).headerValue('clear-site-data')).toBe('"cache", "storage"');
  await expect(host.getByRole('heading', { name: 'A quiet home' })).toBeVisible();
  await expect.poll(() => kept(host)).toEqual({ written: [], pages: [], databases: 0 });

  await host.evaluate(() => history.go(-3));
  await expect(host).not.toHaveURL(/\/$/);
  await expect(host.getByText('The key is under the pot.')).toHaveCount(0);
  await host.context().setOffline(true);
  await host.goto(ROOM_PATH).catch(() => null);
  await expect(host.getByText('The key is under the pot.')).toHaveCount(0);
  await host.context().setOffline(false);

  await host.unrouteAll();
  await signIn(host, lena);
  await expect(host).toHaveURL(/\/green-street$/);
  await enter(host);
  await expect(writingBox(host)).toHaveValue('');
  await expect(said(host, 'The key is under the pot.')).toBeVisible();
  await expect(host.getByText('Unsent words.')).toHaveCount(0);
});
