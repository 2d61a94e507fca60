import { newId } from '../../src/platform/ids.ts';
import { expectAccessible } from './axe.ts';
import { act, company, read, saidExactly, tell } from './company.ts';
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
  await tell(host, room, 'The **rain** [barrel](https://barrels.example.org) is full.');
  await host.getByRole('searchbox').fill('barrel in:"Compost corner"');
  await host.keyboard.press('Enter');
  await expect(host.getByText('The rain barrel is full.')).toBeVisible();
  await expect(host.locator('mark')).toHaveText(['barrel']);
  await host.getByRole('searchbox').fill('ukulele');
  await host.keyboard.press('Enter');
  await expect(host.getByText('Nothing found for “ukulele”')).toBeVisible();
  await host.getByRole('searchbox').fill('heap after:yesterday');
  await host.keyboard.press('Enter');
  await expect(host.getByText('after:yesterday was looked for as words.')).toBeVisible();
});

journey(
  'one search for all communities is found from the brief, and from the search of one',
  async ({ house, visitor }) => {
    const { host, room } = await company(house, visitor);
    await tell(host, room, 'The ladder stands behind the shed.');
    await host.goto('/green-street/search?q=ladder');
    await expect(host.getByRole('link', { name: 'Search all your communities' })).toHaveCount(0);
    await act(host, 'communities.found', { id: newId(), name: 'Choir', slug: 'choir' });
    await host.goto('/choir/search?q=ladder');
    await expect(host.getByText('Nothing found for “ladder”')).toBeVisible();
    await host.getByRole('link', { name: 'Search all your communities' }).click();
    await expect(host.locator('mark')).toHaveText(['ladder']);

    await host.goto('/brief');
    await host.getByRole('main').getByRole('link', { name: 'Search', exact: true }).click();
    await expect(host).toHaveURL('/search');
    await expect(host.getByRole('searchbox')).toBeVisible();
  },
);

journey('what was said in a direct is found under the names of its people', async ({ house, visitor }) => {
  const { host, guest, communityId } = await company(house, visitor);
  const { id: lena } = await read(guest, 'accounts.me', {});
  const direct = await act(host, 'conversations.open-direct', { id: newId(), communityId, people: [lena] });
  await tell(host, direct, 'The surprise is in the shed.');
  await host.goto('/search?q=surprise');
  await host.getByRole('link', { name: 'Lena Kowalski, Green Street' }).click();
  await expect(host).toHaveURL(`/green-street/directs/${direct.number}`);
  await guest.goto('/green-street/search?q=surprise');
  await expect(guest.getByRole('link', { name: 'Mia Okafor', exact: true })).toBeVisible();
  await expectAccessible(guest);
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
