import { newId } from '../../src/platform/ids.ts';
import { act, company, read, type Visitor } from './company.ts';
import { expectAccessible } from './axe.ts';
import { expect, journey } from './journey.ts';
import type { Server } from './server.ts';

/** Lena, who has come to another place, asks to be let in to a second one, and looks at her brief. */
async function asking(house: Server, visitor: Visitor) {
  const { host, guest } = await company(house, visitor);
  const choir = { id: newId(), name: 'Choir', slug: 'choir', purpose: 'Singing.' };
  const { id: communityId } = await act(host, 'communities.found', choir);
  await act(host, 'communities.change-charter', { communityId, listed: true });
  const introduction = 'I am Lena, and I sing low.';
  await act(guest, 'communities.ask-to-join', { communityId, introduction, agreed: true });
  await guest.goto('/brief');
  await expect(guest.getByText('You are on the waiting list of Choir.')).toBeVisible();
  const { id: personId } = await read(guest, 'accounts.me', {});
  return { host, guest, who: { communityId, personId } };
}

journey('who is let in sees it in the open brief, and goes there', async ({ house, visitor }) => {
  const { host, guest, who } = await asking(house, visitor);
  await act(host, 'communities.admit', who);
  const told = guest.getByText('Choir has let you in.');
  await expect(told).toBeVisible({ timeout: 25_000 });
  await expect(guest.getByText('You are on the waiting list')).toHaveCount(0);
  await expect(guest.getByRole('link', { name: 'Choir', exact: true })).toBeVisible();
  await expectAccessible(guest);
  await guest.getByRole('link', { name: 'Go and have a look' }).click();
  await expect(guest.getByRole('heading', { level: 1, name: 'Choir' })).toBeVisible();
});

journey(
  'who is not let in waits no more in the open brief, which says so kindly',
  async ({ house, visitor }) => {
    const { host, guest, who } = await asking(house, visitor);
    await act(host, 'communities.decline', who);
    const told = guest.getByText('You are no longer on the waiting list of Choir');
    await expect(told).toBeVisible({ timeout: 25_000 });
    await expect(guest.getByText('You are on the waiting list')).toHaveCount(0);
    await expectAccessible(guest);
  },
);

journey('what a host closes is gone from the open brief, which says so', async ({ house, visitor }) => {
  const { host, guest, communityId } = await company(house, visitor);
  const rail = guest.getByRole('navigation', { name: 'Your communities' });
  await guest.goto('/brief');
  await expect(rail.getByRole('link', { name: 'Green Street', exact: true })).toBeVisible();
  // From here on it can only be heard.
  await host.goto('/green-street');
  await expect(host.getByRole('complementary').getByText('Lena Kowalski')).toBeVisible();
  await act(host, 'communities.close', { communityId, slug: 'green-street' });
  await expect(guest.getByText('Mia has closed Green Street.')).toBeVisible();
  await expect(rail.getByRole('link', { name: 'Green Street', exact: true })).toHaveCount(0);
  await guest.reload();
  await expect(guest.getByText('Mia has closed Green Street.')).toBeVisible();
  await expectAccessible(guest);
});
