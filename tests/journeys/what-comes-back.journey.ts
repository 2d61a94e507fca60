import { act, company, enter, said, tell } from './company.ts';
import { expect, journey } from './journey.ts';

journey('a file that is refused says why, without a broken picture', async ({ house, visitor }) => {
  const { host } = await company(house, visitor);
  await enter(host);
  const writing = host.locator('#write');
  const broken = { name: 'barrel.png', mimeType: 'image/png', buffer: Buffer.from('no picture') };
  await writing.locator('input[type=file]').setInputFiles(broken);
  await expect(writing.getByText('barrel.png could not be added.')).toBeVisible();
  await expect(writing.locator('img')).toHaveCount(0);
});

journey('a reaction that did not arrive says so, and nothing of words', async ({ house, visitor }) => {
  const { host, guest, room } = await company(house, visitor);
  const message = await tell(host, room, 'Soup on Friday, @lena?');
  const where = { communityId: room.communityId, conversationId: room.id };
  await act(host, 'conversations.react', { ...where, number: message.number, emoji: '🌱', on: true });
  await enter(guest);
  await guest.route('**/api/v1/conversations.react', (route) => route.abort(), { times: 1 });
  const chip = said(guest, 'Soup on Friday').getByRole('button', { name: /🌱/ });
  await chip.click();
  await expect(guest.getByRole('status').getByText('Your reaction did not arrive.')).toBeVisible();
  await expect(chip).toHaveAttribute('aria-pressed', 'false');
  await chip.click();
  await expect(chip).toHaveAttribute('aria-pressed', 'true');
});

journey('a quote names whom the message names', async ({ house, visitor }) => {
  const { host, guest, room } = await company(house, visitor);
  const message = await tell(host, room, 'Soup on **Friday**, @lena?');
  await tell(guest, room, 'Gladly.', message.number);
  await enter(host);
  await expect(said(host, 'Gladly.').getByText('Mia: Soup on Friday, @Lena Kowalski?')).toBeVisible();
});
