import { expect, type Page } from '@playwright/test';

const FARTHEST = 80;

/** Waits until something is called so, goes on with Tab until it has the focus, and says it if it never does. */
export async function tabTo(page: Page, role: Parameters<Page['getByRole']>[0], name: string): Promise<void> {
  const wanted = page.getByRole(role, { name, exact: true });
  await wanted.first().waitFor({ state: 'attached' });
  const reached = wanted.and(page.locator(':focus'));
  for (let steps = 0; steps < FARTHEST; steps++) {
    if (await reached.count()) return expectSeen(page);
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never reached the ${role} "${name}" on ${page.url()}`);
}

/** What has the focus shows it, and stands within the window. */
async function expectSeen(page: Page): Promise<void> {
  await expect(page.locator(':focus')).toBeInViewport();
}

export async function tabAndType(page: Page, label: string, text: string): Promise<void> {
  await tabTo(page, 'textbox', label);
  await page.keyboard.type(text);
}
