import { newId } from '../../src/platform/ids.ts';
import { act, company, enter, tell } from './company.ts';
import { expect, journey } from './journey.ts';

journey(
  'what is said in another community is marked at once, and no longer once it is read',
  async ({ house, visitor }) => {
    const { host, guest, room } = await company(house, visitor);
    await act(guest, 'communities.found', { id: newId(), name: 'Choir', slug: 'choir', purpose: 'Singing.' });
    await guest.goto('/choir');
    const rail = guest.getByRole('navigation', { name: 'Your communities' });
    await expect(rail.getByRole('link', { name: 'Green Street', exact: true })).toBeVisible();
    await expect(guest.getByRole('complementary').getByText('Lena Kowalski')).toBeVisible();
    // Asked once when the page opened: from here on it can only be heard.
    await guest.waitForTimeout(1500);
    await tell(host, room, 'Who has a ladder?');
    const marked = rail.getByRole('link', { name: 'Green Street, something new' });
    await expect(marked).toBeVisible({ timeout: 20_000 });
    await expect(guest.getByText('Who has a ladder?')).toHaveCount(0);

    await marked.click();
    await guest
      .getByRole('navigation')
      .getByRole('link', { name: /Compost corner/ })
      .click();
    await expect(guest.getByText('Who has a ladder?')).toBeVisible();
    await enter(guest);
    await expect(
      guest.getByRole('navigation').getByRole('link', { name: 'Compost corner', exact: true }),
    ).toBeVisible();
    await guest.goto('/choir');
    await guest.waitForTimeout(1500);
    await expect(rail.getByRole('link', { name: 'Green Street', exact: true })).toBeVisible();
  },
);
