import { newId } from '../../src/platform/ids.ts';
import { expectAccessible } from './axe.ts';
import { act, company, saidExactly, tell } from './company.ts';
import { expect, journey } from './journey.ts';
import { tabTo } from './keyboard.ts';

journey('one finds what was said, and stands where it was said', async ({ house, visitor }) => {
  const { host, guest, communityId, room } = await company(house, visitor);
  await tell(host, room, 'The jalapeño seeds are in the blue tin.');
  for (let number = 1; number <= 60; number++) await tell(guest, room, `Small talk ${number}`);
  await act(host, 'conversations.start-thread', {
    ...{ id: newId(), communityId, title: 'Jalapeño swap' },
    message: { id: newId(), body: 'Who has too many?' },
  });
  const secret = await act(host, 'conversations.open-room', {
    ...{ id: newId(), communityId, slug: 'hosts', title: 'Hosts', restricted: true },
  });
  await tell(host, secret, 'Nobody must know of the jalapeno party.');

  await guest.goto('/green-street');
  await guest.getByRole('link', { name: 'Search' }).first().click();
  await expect(guest.getByText('from:mia')).toBeVisible();
  await expectAccessible(guest);
  await tabTo(guest, 'searchbox', 'Search Green Street');
  await guest.keyboard.type('jalapeno');
  await guest.keyboard.press('Enter');
  await expect(guest.getByRole('heading', { name: 'Rooms and threads' })).toBeVisible();
  await expect(guest.locator('mark').first()).toHaveText(/Jalapeño/i);
  await expect(guest.getByText('party')).toHaveCount(0);
  await expectAccessible(guest);

  await guest.getByRole('searchbox').fill('tin from:mia in:compost-corner');
  await guest.keyboard.press('Enter');
  await expect(guest).toHaveURL(/tin/);
  await expect(guest.locator('mark')).toHaveText(['tin']);
  await guest.getByRole('article').getByRole('link').click();
  await expect(saidExactly(guest, 'The jalapeño seeds are in the blue tin.')).toBeInViewport();

  await host.goto('/search?q=jalapeno');
  await expect(host.getByText('party')).toBeVisible();
  await expectAccessible(host);
  await host.getByRole('searchbox').fill('lena');
  await host.keyboard.press('Enter');
  await expect(host.getByRole('heading', { name: 'People' })).toBeVisible();
  await host.getByRole('searchbox').fill('ukulele');
  await host.keyboard.press('Enter');
  await expect(host.getByText('Nothing found for “ukulele”')).toBeVisible();
});

journey('many hits come page by page', async ({ house, visitor }) => {
  const { host, room } = await company(house, visitor);
  for (let number = 1; number <= 25; number++) await tell(host, room, `Soup number ${number}`);
  await host.goto('/green-street/search?q=soup');
  const hits = host.getByRole('main').getByRole('article');
  await expect(hits).toHaveCount(20);
  await host.getByRole('link', { name: 'More results' }).click();
  await expect(hits).toHaveCount(5);
  await host.getByRole('link', { name: 'Results before' }).click();
  await expect(hits).toHaveCount(20);
});
