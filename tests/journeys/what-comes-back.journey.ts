import { company, enter, said, tell } from './company.ts';
import { expect, journey } from './journey.ts';

journey('a quote names whom the message names', async ({ house, visitor }) => {
  const { host, guest, room } = await company(house, visitor);
  const message = await tell(host, room, 'Soup on **Friday**, @lena?');
  await tell(guest, room, 'Gladly.', message.number);
  await enter(host);
  await expect(said(host, 'Gladly.').getByText('Mia: Soup on Friday, @Lena Kowalski?')).toBeVisible();
});
