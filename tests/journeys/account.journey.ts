import type { Page } from '@playwright/test';
import { startKith } from '../processes.ts';
import { expectAccessible } from './axe.ts';
import { company, enter, said, tell, writingBox } from './company.ts';
import { expect, journey } from './journey.ts';
import type { Server } from './server.ts';
import { comeFirst, found, lena, mia, signIn } from './steps.ts';

journey('another device is seen and signed out', async ({ house, visitor }) => {
  const desk = await visitor();
  await comeFirst(desk, house);
  const phone = await visitor();
  await signIn(phone, mia);
  await expect(phone).toHaveURL(/\/brief$/);

  await desk.goto('/settings/entry');
  await expectAccessible(desk);
  await desk.getByRole('button', { name: 'Sign out' }).click();
  await expect(desk.getByRole('button', { name: 'Sign out' })).toHaveCount(0);
  await phone.goto('/settings');
  await expect(phone).toHaveURL(/\/sign-in\?to=%2Fsettings$/);
  await desk.goto('/settings');
  await expect(desk.getByLabel('Your name')).toHaveValue(mia.name);
});

journey(
  'who is signed out elsewhere is told so on the open page, and loses nothing there',
  async ({ house, visitor }) => {
    const { guest, communityId, room } = await company(house, visitor);
    await enter(guest);
    await writingBox(guest).fill('half a thought');
    await guest.context().clearCookies();
    await cutTheLine(guest);
    await expect(guest.getByText('You are signed out on this device.')).toBeVisible();
    await expectAccessible(guest);

    const [beside] = await Promise.all([
      guest.waitForEvent('popup'),
      guest.getByRole('link', { name: 'Sign in in a new tab' }).click(),
    ]);
    await signIn(beside, lena);
    await expect(beside).toHaveURL(/\/green-street$/);
    await tell(beside, { communityId, id: room.id }, 'I am back.');
    await expect(said(guest, 'I am back.'), 'the open page goes on').toBeVisible();
    await expect(guest.getByText('You are signed out on this device.')).toHaveCount(0);
    await expect(writingBox(guest)).toHaveValue('half a thought');
  },
);

/** What a phone does in a tunnel: the live connection has to be opened anew. */
async function cutTheLine(page: Page): Promise<void> {
  await page.context().setOffline(true);
  await expect(page.getByText('You are offline.')).toBeVisible();
  await page.context().setOffline(false);
}

journey('a new password signs the other devices out', async ({ house, visitor }) => {
  const desk = await visitor();
  await comeFirst(desk, house);
  const phone = await visitor();
  await signIn(phone, mia);
  await expect(phone).toHaveURL(/\/brief$/);

  await desk.goto('/settings/entry');
  const form = desk.locator('form[action*="/password"]');
  await form.getByLabel('Current password').fill('something else');
  await form.getByLabel('New password').fill('nine small bridges');
  await form.getByRole('button').last().click();
  await expect(form.getByLabel('Current password')).toHaveAccessibleDescription(/not your current password/);
  await form.getByLabel('Current password').fill(mia.password);
  await form.getByLabel('New password').fill('nine small bridges');
  await form.getByRole('button').last().click();
  await expect(desk.getByText('Your new password is set.')).toBeVisible();

  await phone.goto('/settings');
  await expect(phone).toHaveURL(/\/sign-in/);
  await signIn(phone, mia);
  await expect(phone.getByRole('alert')).toContainText('do not belong together');
  await signIn(phone, { ...mia, password: 'nine small bridges' });
  await expect(phone).toHaveURL(/\/brief$/);
});

journey('a forgotten password is set anew by a link', async ({ house, visitor }) => {
  const page = await visitor();
  await comeFirst(page, house);
  await page.context().clearCookies();
  await page.goto('/reset');
  await expectAccessible(page);
  await page.getByLabel('E-mail address').fill(mia.email);
  await page.getByRole('button', { name: 'Send me a link' }).click();
  await expect(page.getByRole('alert')).toContainText('sends no mail');

  const link = await resetLink(house, 'mia');
  await page.goto(link);
  await expectAccessible(page);
  await page.getByLabel('New password').fill('nine small bridges');
  await page.getByRole('button', { name: 'Set this password' }).click();
  await expect(page.getByText('Your new password is set')).toBeVisible();
  await signIn(page, { ...mia, password: 'nine small bridges' });
  await expect(page).toHaveURL(/\/brief$/);
  await page.context().clearCookies();
  await page.goto(link);
  await page.getByLabel('New password').fill('ten small bridges');
  await page.getByRole('button', { name: 'Set this password' }).click();
  await expect(page.getByRole('alert')).toContainText('has been used');
});

/** What the keeper of the house gets on the command line. */
async function resetLink({ settings }: Server, handle: string): Promise<string> {
  const { out } = await startKith(['person', 'reset-link', handle], settings).ended;
  return /\/reset\?token=\S+/.exec(out)![0];
}

journey(
  'a person shows themselves with words, a picture and another language',
  async ({ house, visitor }) => {
    const page = await visitor();
    await comeFirst(page, house);
    await found(page, 'Green Street');
    await page.goto('/settings');
    await expectAccessible(page);
    await page.getByLabel('About you').fill('grows too many beans');
    await page.getByLabel('Interests').fill('compost, bread');
    await page.getByRole('button', { name: 'Save' }).first().click();
    await expect(page.getByText('Saved.')).toBeVisible();
    await page
      .getByLabel('Choose a picture')
      .setInputFiles({ name: 'me.png', mimeType: 'image/png', buffer: dot });
    await page.getByRole('button', { name: 'Use this picture' }).click();
    await expect(page.getByRole('button', { name: 'Remove my picture' })).toBeVisible();

    await page.getByLabel('Language').selectOption('Español');
    await page.getByLabel('Light or dark').selectOption('Dark');
    await page.getByRole('button', { name: 'Save' }).last().click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Ajustes');
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
    await page.goto('/green-street/people/mia');
    await expect(page.getByText('grows too many beans')).toBeVisible();
    await expect(page.locator('header img')).toHaveJSProperty('complete', true);
  },
);

const dot = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

journey('a token is shown once, lets a program in, and is ended', async ({ house, visitor }) => {
  const page = await visitor();
  await comeFirst(page, house);
  await page.goto('/settings/programs');
  await page.getByLabel('What is it for?').fill('backup on the shelf');
  await page.getByRole('button', { name: 'Make the token' }).click();
  const token = await page.getByLabel('Your new token').inputValue();
  await expectAccessible(page);
  const asProgram = () =>
    fetch(`${house.address}/api/v1/accounts.me`, { headers: { authorization: `Bearer ${token}` } });
  expect((await asProgram()).status).toBe(200);
  await page.reload();
  await expect(page.getByLabel('Your new token')).toHaveCount(0);
  await page.getByRole('button', { name: 'End' }).click();
  await expect(page.getByText('You have none.')).toBeVisible();
  expect((await asProgram()).status).toBe(401);
  await page.goto('/api');
  await expect(page.getByRole('heading', { name: /communities\.found/ })).toBeVisible();
  // The entries are all made alike, and axe takes its time over each.
  await page.evaluate(() =>
    document.querySelectorAll('article:nth-of-type(n + 3)').forEach((one) => one.remove()),
  );
  await expectAccessible(page);
});

journey(
  'who takes another name is called by it at once, and who erases their account is a former member',
  async ({ house, visitor }) => {
    const { host, guest, room } = await company(house, visitor);
    await tell(guest, room, 'I have two barrels.');
    await enter(host);
    const by = said(host, 'I have two barrels.').locator('.name');
    await expect(by).toHaveText('Lena Kowalski');

    await guest.goto('/settings');
    const name = guest.getByLabel('Your name');
    // Where scripts take up the field between choosing what is in it and writing, the old words stay before the new.
    await expect(async () => {
      await name.fill('Lena K. Lis');
      await expect(name).toHaveValue('Lena K. Lis', { timeout: 500 });
    }).toPass();
    await guest.getByRole('button', { name: 'Save' }).first().click();
    await expect(by).toHaveText('Lena K. Lis');

    await guest.getByRole('link', { name: 'Erase my account' }).click();
    await expect(guest.getByText('What you have said')).toBeVisible();
    await expect(guest.getByRole('link', { name: 'You', exact: true })).toHaveAttribute(
      'aria-current',
      'true',
    );
    await expectAccessible(guest);
    const form = guest.locator('form[action*="/erase"]');
    const go = form.getByRole('button', { name: 'Erase my account for good' });
    await form.getByLabel('Current password').fill('something else');
    await go.click();
    await expect(form.getByLabel('Current password')).toHaveAccessibleDescription(
      /not your current password/,
    );
    await form.getByLabel('Current password').fill(lena.password);
    await go.click();
    await expect(guest.getByText('Your account is erased.')).toBeVisible();
    await expect(by).toHaveText('A former member');
    await host.reload();
    await expect(by).toHaveText('A former member');
    await signIn(guest, lena);
    await expect(guest.getByText(/do not belong together/)).toBeVisible();
  },
);
