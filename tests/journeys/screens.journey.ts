import type { Page } from '@playwright/test';
import { newId } from '../../src/platform/ids.ts';
import { expectAccessible } from './axe.ts';
import { act, company, enter, read, tell, writingBox, type Visitor } from './company.ts';
import { expect, journey } from './journey.ts';
import type { Server } from './server.ts';

const LONG = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft';

/** What there is to see once two have talked, with words as long as words can be. */
async function talkedAbout(house: Server, visitor: Visitor, viewport: object) {
  const { host, guest, communityId, room } = await company(house, visitor, { viewport });
  await tell(guest, room, `${LONG} @mia`);
  const thread = await act(guest, 'conversations.start-thread', {
    ...{ id: newId(), communityId, title: `About ${LONG}` },
    message: { id: newId(), body: '# A heading\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```\nlong code\n```' },
  });
  const direct = await act(guest, 'conversations.open-direct', {
    ...{ id: newId(), communityId, people: [(await read(host, 'accounts.me', {})).id] },
  });
  await tell(guest, direct, 'Only for you.');
  return { host, thread, direct };
}

const pagesOf = (thread: number, direct: number) => [
  '/brief',
  '/search?q=donau',
  '/green-street',
  '/green-street/threads',
  '/green-street/threads/new',
  `/green-street/threads/${thread}`,
  '/green-street/directs',
  '/green-street/directs/new',
  `/green-street/directs/${direct}`,
  '/green-street/rooms/new',
  '/green-street/rooms/compost-corner',
  '/green-street/rooms/compost-corner/settings',
];

/** Somebody who scrolls sideways has lost the line. */
async function expectFits(page: Page): Promise<void> {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(over, `${page.url()} is no wider than the window`).toBeLessThanOrEqual(0);
}

journey('every screen where people talk is open to all, on a phone', async ({ house, visitor }) => {
  journey.setTimeout(240_000);
  const { host, thread, direct } = await talkedAbout(house, visitor, { width: 390, height: 844 });
  for (const path of pagesOf(thread.number, direct.number)) {
    await host.goto(path);
    await expectFits(host);
    await expectAccessible(host);
  }
});

journey(
  'nothing is wider than a desk, nor than a window of a phone at twice the size',
  async ({ house, visitor }) => {
    const { host, thread, direct } = await talkedAbout(house, visitor, { width: 1440, height: 900 });
    for (const path of pagesOf(thread.number, direct.number)) {
      await host.setViewportSize({ width: 1440, height: 900 });
      await host.goto(path);
      await expectFits(host);
      await host.setViewportSize({ width: 320, height: 480 });
      await expectFits(host);
    }
  },
);

journey('on a phone, emoji are one touch away before anything is written', async ({ house, visitor }) => {
  const { host } = await company(house, visitor, { viewport: { width: 390, height: 844 }, hasTouch: true });
  await enter(host);
  const button = host.getByRole('button', { name: 'Emoji', exact: true });
  await button.tap();
  const picker = host.getByRole('dialog', { name: 'Choose an emoji' });
  await picker.getByRole('searchbox').fill('seedling');
  await picker.getByRole('button', { name: 'seedling' }).tap();
  await expect(writingBox(host)).toHaveValue(/🌱/u);
});

journey('on a phone, a tap that ends the writing meets what it was aimed at', async ({ house, visitor }) => {
  const { host, guest, room } = await company(house, visitor, {
    ...{ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
  });
  for (let number = 1; number <= 30; number++) await tell(guest, room, `Leaf ${number}`);
  await enter(host);
  await writingBox(host).tap();
  await expect(writingBox(host)).toBeFocused();
  await host.getByText('Leaf 28', { exact: true }).tap();
  const leaf = host.getByRole('article').filter({ hasText: 'Leaf 28' });
  await expect(leaf.getByRole('button', { name: /^More about/ })).toBeFocused();
  await expect(host.getByRole('link', { name: 'Brief' }).last()).toBeVisible();
});

journey('on a phone, the list of places goes away once one is chosen', async ({ house, visitor }) => {
  const { host } = await company(house, visitor, { viewport: { width: 390, height: 844 } });
  await enter(host);
  const places = host.getByRole('navigation', { name: 'Places in Green Street' });
  for (const [name, path] of [
    ['People', '/green-street/people'],
    ['Home', '/green-street'],
  ] as const) {
    await host.getByRole('button', { name: 'Rooms and threads' }).click();
    await places.getByRole('link', { name, exact: true }).click();
    await expect(host).toHaveURL(path);
    await expect(places).toBeHidden();
  }
});

journey('on a phone, every community is within reach', async ({ house, visitor }) => {
  const { host } = await company(house, visitor, { viewport: { width: 390, height: 844 } });
  await act(host, 'communities.found', { id: newId(), name: 'Choir', slug: 'choir', purpose: 'Singing.' });
  const bar = host.getByRole('navigation', { name: 'Main places' });
  for (const path of ['/brief', '/settings', '/search']) {
    await host.goto(path);
    await bar.getByRole('link', { name: 'Community' }).click();
    await expect(host).toHaveURL('/choir');
  }
  await host.goto('/brief');
  await bar.getByRole('link', { name: 'Write' }).click();
  await expect(host).toHaveURL('/choir/threads/new');
  for (const [name, path] of [
    ['Green Street', '/green-street'],
    ['Choir', '/choir'],
    ['Found a community', '/found'],
  ] as const) {
    await host.getByRole('button', { name: 'Rooms and threads' }).click();
    await host
      .getByRole('navigation', { name: /^Places in/ })
      .getByRole('link', { name, exact: true })
      .last()
      .click();
    await expect(host).toHaveURL(path);
  }
});

journey('on a phone one sees in a room who else is here', async ({ house, visitor }) => {
  const { host, guest } = await company(house, visitor, { viewport: { width: 390, height: 844 } });
  await enter(host);
  await enter(guest);
  await expect(host.getByText('Lena is here')).toBeVisible();
  await host.setViewportSize({ width: 1280, height: 800 });
  await expect(host.getByText('Lena is here')).toBeHidden();
  await expect(host.getByRole('complementary').getByText('Lena Kowalski')).toBeVisible();
});

journey('the face of who is here leads to them as their name does', async ({ house, visitor }) => {
  const { host } = await company(house, visitor, { viewport: { width: 1280, height: 800 } });
  await enter(host);
  const here = host
    .getByRole('region', { name: 'Here now' })
    .getByRole('listitem')
    .filter({ hasText: 'Mia' });
  await here.click({ position: { x: 12, y: 22 } });
  await expect(host).toHaveURL('/green-street/people/mia');
});

journey('what one opens before scripts run stays open', async ({ house, visitor }) => {
  const { host, communityId } = await company(house, visitor, { serviceWorkers: 'block' });
  const { number } = await act(host, 'conversations.start-thread', {
    ...{ id: newId(), communityId, title: 'Who has a ladder?' },
    message: { id: newId(), body: 'A long one.' },
  });
  const { promise: arrived, resolve: arrive } = Promise.withResolvers<true>();
  await host.route(/\.js$/, (script) => arrived.then(() => script.continue()));
  await host.goto(`/green-street/threads/${number}`, { waitUntil: 'commit' });
  await host.getByText('Rename or close').click();
  await expect(host.getByLabel('Title')).toBeVisible();
  arrive(true);
  await host.locator('#write [type="submit"][aria-disabled]').waitFor();
  await expect(host.getByLabel('Title')).toBeVisible();
});

journey('where nothing is yet, pages teach', async ({ house, visitor }) => {
  const { host } = await company(house, visitor);
  for (const [path, words] of [
    ['/green-street/threads', 'No threads yet'],
    ['/green-street/directs', 'No directs yet'],
    ['/green-street/rooms/compost-corner', 'Nothing has been said here yet'],
    ['/brief', 'You are caught up'],
  ] as const) {
    await host.goto(path);
    await expect(host.getByRole('heading', { name: words })).toBeVisible();
  }
  await host.goto('/green-street');
  await host.getByRole('navigation').getByRole('link', { name: 'Write to somebody' }).click();
  await expect(host.getByRole('heading', { level: 1, name: 'Write to somebody' })).toBeVisible();
  await expectAccessible(host);
});
