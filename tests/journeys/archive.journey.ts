import { join } from 'node:path';
import { expectAccessible } from './axe.ts';
import { expect, journey } from './journey.ts';
import { comeFirst, found } from './steps.ts';

const archive = join(import.meta.dirname, '../../src/domains/transfer/fixtures/discord/beds.json');

journey('a host brings an archive and reads on in it', async ({ house, visitor }) => {
  const page = await visitor();
  await comeFirst(page, house);
  await found(page, 'Green Street');
  await page.goto('/green-street/hosting/archive');
  await expectAccessible(page);
  await page.getByLabel('The files of the archive').setInputFiles(archive);
  await page.getByRole('button', { name: 'Bring it in' }).click();
  await expect(page.getByText(/Messages: \d+/)).toBeVisible({ timeout: 30_000 });
  await expectAccessible(page);
  await page.goto('/green-street');
  await page
    .getByRole('navigation', { name: 'Places in Green Street' })
    .getByRole('link', { name: /beds/ })
    .click();
  const said = page.getByRole('article').filter({ hasText: 'Wren' }).first();
  await expect(said).toBeVisible();
  await said.hover();
  await said.getByRole('button', { name: /^More/ }).click();
  await page.getByRole('menuitem', { name: 'This was me' }).click();
  await expect(page.locator('summary')).toHaveCount(1);

  await page.goto('/green-street/people');
  await page.getByRole('link', { name: 'Were you in the archive?' }).click();
  await page.locator('summary').first().click();
  await page.getByRole('button', { name: 'That was me' }).first().click();
  await expect(page.getByText('You said that it was you.')).toBeVisible();
  await expectAccessible(page);
  await page.goto('/green-street/hosting/archive');
  await page.getByRole('button', { name: 'Confirm' }).click();
  await expect(page.getByRole('button', { name: 'Confirm' })).toHaveCount(0);
});
