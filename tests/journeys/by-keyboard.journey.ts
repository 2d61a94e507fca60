import { join } from 'node:path';
import { company, enter, said, saidExactly, tell, writingBox } from './company.ts';
import { expect, journey } from './journey.ts';
import { tabAndType, tabTo } from './keyboard.ts';

const archive = join(import.meta.dirname, '../../src/domains/transfer/fixtures/discord/beds.json');

journey('by keyboard alone: keep a thread, start one, answer in it', async ({ house, visitor }) => {
  const { host, guest, room } = await company(house, visitor);
  for (const words of ['Mine went cold.', 'Feed it coffee.', 'It steams again!'])
    await tell(host, room, words);
  await enter(guest);
  await guest.getByRole('region', { name: 'Messages' }).focus();
  await tabTo(guest, 'button', 'More about the message by Mia Okafor');
  await guest.keyboard.press('Enter');
  await guest.keyboard.press('k');
  await expect(guest.getByRole('menuitem', { name: 'Keep as a thread' })).toBeFocused();
  await guest.keyboard.press('Enter');
  await expect(guest.getByLabel('First', { exact: true })).toBeFocused();
  await guest.keyboard.press('Tab');
  await guest.keyboard.press('End');
  await tabAndType(guest, 'Title', 'Waking a cold heap');
  await guest.keyboard.press('Enter');
  await expect(guest.getByRole('heading', { level: 1, name: 'Waking a cold heap' })).toBeVisible();
  await expect(saidExactly(guest, 'It steams again!')).toBeVisible();

  await tabTo(guest, 'link', 'Reply');
  await guest.keyboard.press('Enter');
  await expect(writingBox(guest)).toBeFocused();
  await guest.keyboard.type('Thank you all.');
  await guest.keyboard.press('Enter');
  await expect(said(guest, 'Thank you all.')).toBeVisible();

  await guest.goto('/green-street');
  await tabTo(guest, 'link', 'Start a thread');
  await guest.keyboard.press('Enter');
  await tabAndType(guest, 'Title', 'Who has a ladder?');
  await tabAndType(guest, 'What do you want to say or ask?', 'A long one, for the cherries.');
  await tabTo(guest, 'button', 'Start');
  await guest.keyboard.press('Enter');
  await expect(guest.getByRole('heading', { level: 1, name: 'Who has a ladder?' })).toBeVisible();
});

journey(
  'by keyboard alone: bring an archive and read on, change the charter, sign out',
  async ({ house, visitor }) => {
    const { host } = await company(house, visitor);
    await host.goto('/green-street');
    await tabTo(host, 'link', 'Hosting');
    await host.keyboard.press('Enter');
    await host.waitForURL('**/hosting');
    await tabTo(host, 'link', 'Charter');
    await host.keyboard.press('Enter');
    await host.waitForURL('**/charter');
    await tabAndType(host, 'Values optional', 'patience, good soup');
    await host.keyboard.press('Enter');
    await expect(host.getByText('Saved.')).toBeVisible();

    await host.goto('/green-street/hosting/archive');
    const files = host.getByLabel('The files of the archive');
    await files.focus();
    // The dialog that Space opens is the browser's own.
    await files.setInputFiles(archive);
    await tabTo(host, 'button', 'Bring it in');
    await host.keyboard.press('Enter');
    await expect(host.getByText(/Messages: \d+/)).toBeVisible({ timeout: 30_000 });
    await host.goto('/green-street');
    const beds = host
      .getByRole('navigation', { name: 'Places in Green Street' })
      .getByRole('link', { name: /beds/ });
    await tabTo(host, 'link', (await beds.textContent())!.trim());
    await host.keyboard.press('Enter');
    await expect(host.getByRole('article').first()).toBeVisible();

    await host.goto('/settings');
    await tabTo(host, 'link', 'Sign out');
    await host.keyboard.press('Enter');
    await tabTo(host, 'button', 'Sign out');
    await host.keyboard.press('Enter');
    await expect(host.getByRole('heading', { name: /A quiet home/ })).toBeVisible();
  },
);
