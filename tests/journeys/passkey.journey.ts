import type { Page } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { expect, journey } from './journey.ts';
import { comeFirst } from './steps.ts';

/** A device that keeps passkeys and says yes to everything, as a finger would. */
async function giveAuthenticator(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

/** A browser that waits for the button instead of offering passkeys in the address field. */
async function offerNothing(page: Page): Promise<void> {
  await page.addInitScript(() => {
    PublicKeyCredential.isConditionalMediationAvailable = () => Promise.resolve(false);
  });
}

async function signOut(page: Page): Promise<void> {
  await page.goto('/sign-out');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(/\/$/);
}

journey('a passkey is added, named, signs one in, and is removed', async ({ house, visitor }) => {
  const page = await visitor();
  await giveAuthenticator(page);
  await offerNothing(page);
  await comeFirst(page, house);
  await page.goto('/settings/entry');
  await page.getByRole('button', { name: 'Add a passkey' }).dblclick();
  await expect(page.getByText('Passkey 1'), 'one, also by a double click').toBeVisible();
  await expectAccessible(page);

  await page.getByText('Rename').click();
  await page.getByLabel('Name', { exact: true }).fill('Kitchen laptop');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Kitchen laptop').first()).toBeVisible();

  await signOut(page);
  await page.goto('/sign-in?to=/settings/entry');
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await page.waitForURL('**/settings/entry');

  await page.getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByText('Kitchen laptop')).toHaveCount(0);
});

journey('a passkey that Kith no longer knows is refused with what to do', async ({ house, visitor }) => {
  const page = await visitor();
  await giveAuthenticator(page);
  await offerNothing(page);
  await comeFirst(page, house);
  await page.goto('/settings/entry');
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await page.getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByRole('button', { name: 'Remove' })).toHaveCount(0);
  await signOut(page);
  await page.goto('/sign-in');
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await expect(page.getByRole('alert')).toContainText('does not know this passkey');
});

journey('a browser that offers passkeys by itself needs no button', async ({ house, visitor }) => {
  const page = await visitor();
  await giveAuthenticator(page);
  await comeFirst(page, house);
  await page.goto('/settings/entry');
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await expect(page.getByText('Passkey 1')).toBeVisible();
  await signOut(page);
  await page.goto('/sign-in?to=/settings/entry');
  await page.waitForURL('**/settings/entry');
});
