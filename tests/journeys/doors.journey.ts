import type { Page } from '@playwright/test';
import { newId } from '../../src/platform/ids.ts';
import { act, company } from './company.ts';
import { expectAccessible } from './axe.ts';
import { expect, journey } from './journey.ts';

/** Open to all, and no wider than a phone or a window at twice the size. */
async function expectSound(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expectAccessible(page);
  for (const inlineSize of [390, 320]) {
    await page.setViewportSize({ width: inlineSize, height: 640 });
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(over, `${path} fits ${inlineSize} px`).toBeLessThanOrEqual(0);
  }
}

journey('every door is open to all, also those that lead nowhere', async ({ house, visitor }) => {
  journey.setTimeout(240_000);
  const stranger = await visitor();
  const link = await house.foundingLink();
  await expectSound(stranger, link);
  const { host, guest, communityId } = await company(house, visitor);
  await act(host, 'communities.change-charter', {
    communityId,
    name: 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbau',
    purpose: 'https://example.org/an/address/that/never/ends/and/has/no/spaces/at/all/anywhere.html',
  });
  const { code } = await act(host, 'communities.invite', { communityId, id: newId() });
  for (const path of [link, '/sign-in', '/invite/ended', `/invite/${code}`, '/nothing', '/offline']) {
    await expectSound(stranger, path);
  }
  for (const path of ['invites', 'leave', 'hosting/charter', 'nothing', 'people/nobody', 'rooms/nothing']) {
    await expectSound(host, `/green-street/${path}`);
  }
  await host.goto('/green-street/nothing');
  await expect(host.getByRole('heading', { level: 1, name: 'There is nothing here' })).toBeVisible();
  await expect(host.getByRole('link', { name: 'To the community' })).toBeVisible();
  for (const path of ['/green-street/hosting', '/green-street/leave', '/sign-out', '/found', '/nothing']) {
    await expectSound(guest, path);
  }
});
