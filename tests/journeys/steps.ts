import type { Page } from '@playwright/test';
import type { Server } from './server.ts';

/** Somebody at a browser. */
export type Guest = { name: string; email: string; password: string };

export const mia: Guest = { name: 'Mia Okafor', email: 'mia@example.org', password: 'seven quiet lanterns' };
export const lena: Guest = {
  name: 'Lena Kowalski',
  email: 'lena@example.org',
  password: 'eleven slow trams',
};

/** The first person makes an account and is asked to found a community. */
export async function comeFirst(page: Page, house: Server, guest = mia): Promise<void> {
  await page.goto(await house.foundingLink());
  await register(page, guest, 'Make my account');
  await page.waitForURL('**/found');
}

/** Founds a community; its address is made of its name. */
export async function found(page: Page, name: string, agreements: string[] = []): Promise<void> {
  await page.goto('/found');
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByLabel('Agreements').fill(agreements.join('\n'));
  await page.getByRole('button', { name: 'Found the community' }).click();
  await page.waitForURL('**/invites?founded');
}

/** The link of a fresh invite to a community that this person belongs to. */
export async function inviteLink(page: Page, slug: string): Promise<string> {
  await page.goto(`/${slug}/invites`);
  await page.getByRole('button', { name: 'Make a link' }).click();
  return page.getByLabel('Your invite link').inputValue();
}

/** Somebody new comes by an invite: makes an account, introduces themselves, agrees, and is in. */
export async function joinBy(page: Page, link: string, guest: Guest, introduction: string): Promise<void> {
  await page.goto(link);
  await register(page, guest, 'Go on');
  await introduce(page, introduction);
}

/** The second half of joining, for who is signed in. */
export async function introduce(page: Page, introduction: string): Promise<void> {
  await page.getByLabel('Who are you, and what brings you?').fill(introduction);
  const agree = page.getByLabel('I agree to this too');
  if (await agree.isVisible()) await agree.check();
  await page.getByRole('button', { name: 'Join' }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/invite/'));
}

export async function signIn(page: Page, { email, password }: Guest): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

async function register(page: Page, { name, email, password }: Guest, go: string): Promise<void> {
  await page.getByLabel('Your name').fill(name);
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: go }).click();
}
