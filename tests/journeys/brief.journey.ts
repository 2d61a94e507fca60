import { newId } from '../../src/platform/ids.ts';
import { expectAccessible } from './axe.ts';
import { act, company, enter, said, tell, writingBox } from './company.ts';
import { expect, journey } from './journey.ts';
import { tabTo } from './keyboard.ts';

const plan = { name: 'plan.txt', mimeType: 'text/plain', buffer: Buffer.from('Four barrels.') };
const MENTIONED = 'You are mentioned in Compost corner';

journey('what is new is answered from the brief, also on a line that breaks', async ({ house, visitor }) => {
  const { host, guest, room } = await company(house, visitor);
  await tell(host, room, 'Soup on Friday, @lena?');
  await enter(host);
  await guest.goto('/brief');
  await tabTo(guest, 'link', `Answer: ${MENTIONED}`);
  await guest.keyboard.press('Enter');
  await expect(writingBox(guest)).toBeFocused();
  await guest.keyboard.type('Gladly.');
  await guest.keyboard.press('Enter');
  await expect(guest.getByText('You: Gladly.')).toBeVisible();
  await expect(guest.getByRole('link', { name: MENTIONED, exact: true })).toBeFocused();
  await expect(said(host, 'Gladly.').getByText('Mia: Soup on Friday, @Lena Kowalski?')).toBeVisible();

  await guest.context().setOffline(true);
  await guest.getByRole('link', { name: /^Answer/ }).click();
  await writingBox(guest).fill('@mia, I bring bread.');
  await writingBox(guest).press('Enter');
  await expect(guest.getByText('You: @mia, I bring bread.')).toBeVisible();
  await expect(said(host, 'I bring bread.')).toHaveCount(0);
  await guest.context().setOffline(false);
  await expect(said(host, 'I bring bread.')).toBeVisible();
  await expect(guest.getByText('You: @Mia Okafor, I bring bread.')).toBeVisible();

  await guest.getByRole('button', { name: 'Done' }).click();
  await expect(guest.getByRole('heading', { name: 'You are caught up' })).toBeVisible();
});

journey(
  'what others said meanwhile is not lost to who answers from the brief',
  async ({ house, visitor }) => {
    const { host, guest, room } = await company(house, visitor);
    await tell(host, room, 'Soup on Friday, @lena?');
    const plain = await visitor({ javaScriptEnabled: false });
    await plain.context().addCookies(await guest.context().cookies());
    await plain.goto('/brief');
    await plain.getByRole('link', { name: /^Answer/ }).click();
    await guest.goto('/brief');
    await guest.getByRole('link', { name: /^Answer/ }).click();
    await tell(host, room, 'Or on Saturday.');
    await tell(host, room, 'With bread.');
    await writingBox(guest).fill('Friday is fine.');
    await writingBox(guest).press('Enter');
    await guest.getByRole('link', { name: '2 more were said meanwhile' }).click();
    await expect(said(guest, 'Or on Saturday.')).toBeInViewport();

    await writingBox(plain).fill('And I bring bowls.');
    await plain.getByRole('button', { name: 'Send' }).click();
    await expect(said(plain, 'Or on Saturday.')).toBeInViewport();
  },
);

journey('what was shown before one answered is not said meanwhile', async ({ house, visitor }) => {
  const { host, guest, communityId, room } = await company(house, visitor);
  const shed = await act(host, 'conversations.open-room', {
    ...{ id: newId(), communityId, title: 'Shed', slug: 'shed', about: '' },
  });
  for (const place of [room, shed]) await tell(host, place, 'Soup on Friday, @lena?');
  await guest.goto('/brief');
  await tell(host, room, 'Or on Saturday, @lena.');
  const inShed = guest.getByRole('article').filter({ hasText: 'You are mentioned in Shed' });
  await inShed.getByRole('button', { name: 'Done' }).click();
  await expect(guest.getByText('Or on Saturday')).toBeVisible();
  await tell(host, room, 'With bread.');
  await guest.getByRole('link', { name: /^Answer/ }).click();
  await writingBox(guest).fill('Saturday.');
  await writingBox(guest).press('Enter');
  await guest.getByRole('link', { name: 'One more was said meanwhile' }).click();
  await expect(said(guest, 'With bread.')).toBeInViewport();
});

journey('an answer from the brief brings its files along, also without words', async ({ house, visitor }) => {
  const { host, guest, room } = await company(house, visitor);
  await tell(host, room, 'Who has the plan, @lena?');
  await enter(host);
  await guest.goto('/brief');
  await guest.getByRole('link', { name: /^Answer/ }).click();
  await guest.locator('#write input[type=file]').setInputFiles(plan);
  await expect(guest.locator('#write').getByText('13 bytes')).toBeVisible();
  await writingBox(guest).press('Enter');
  await expect(writingBox(guest)).toHaveCount(0);
  await expect(host.getByRole('link', { name: /plan\.txt/ })).toBeVisible();
  await enter(guest);
  await expect(guest.locator('#write').getByText('plan.txt')).toHaveCount(0);
});

journey('what could not be sent comes back before what was begun since', async ({ house, visitor }) => {
  const { host, guest, communityId, room } = await company(house, visitor);
  await tell(host, room, 'Soup on Friday, @lena?');
  await guest.goto('/brief');
  await guest.getByRole('link', { name: /^Answer/ }).click();
  const writing = guest.locator('#write');
  await writing.locator('input[type=file]').setInputFiles(plan);
  await expect(writing.getByText('13 bytes')).toBeVisible();
  await act(host, 'conversations.close', { communityId, conversationId: room.id, reason: 'It is winter.' });
  await writingBox(guest).fill('Gladly.');
  await writingBox(guest).press('Enter');
  await expect(guest.getByRole('alert')).toContainText('closed');
  await guest.getByRole('link', { name: /^Answer/ }).click();
  await writingBox(guest).fill('And bread.');
  await expect(writing.getByText('plan.txt')).toHaveCount(0);
  await guest.getByRole('button', { name: 'Send again' }).click();
  await expect(guest.getByRole('alert')).toContainText('closed');
  await guest.getByRole('button', { name: 'Discard' }).click();
  await expect(writingBox(guest)).toHaveValue('Gladly.\n\nAnd bread.');
  await expect(writing.getByText('plan.txt')).toBeVisible();
  await expect(writingBox(guest)).toBeFocused();
  await expect(guest.getByText('You: Gladly.')).toHaveCount(0);
});

journey('an answer that is given up is a draft where it began', async ({ house, visitor }) => {
  const { host, guest, room } = await company(house, visitor);
  await tell(host, room, 'Soup on Friday, @lena?');
  await guest.goto('/brief');
  await guest.getByRole('link', { name: /^Answer/ }).click();
  await writingBox(guest).fill('Perhaps.');
  await writingBox(guest).press('Escape');
  await expect(writingBox(guest)).toHaveCount(0);
  await expect(guest.getByRole('link', { name: MENTIONED, exact: true })).toBeFocused();
  await guest.goto('/green-street/rooms/compost-corner');
  await expect(writingBox(guest)).toHaveValue('Perhaps.');
});

journey('what was written before scripts ran is a draft, too', async ({ house, visitor }) => {
  const { host, guest, room } = await company(house, visitor, { serviceWorkers: 'block' });
  await tell(host, room, 'Soup on Friday, @lena?');
  const { promise: arrived, resolve: arrive } = Promise.withResolvers<true>();
  await guest.route(/\.js$/, (script) => arrived.then(() => script.continue()));
  await guest.goto('/brief', { waitUntil: 'commit' });
  await guest.getByRole('link', { name: /^Answer/ }).click();
  await writingBox(guest).fill('Perhaps.');
  arrive(true);
  await expect(async () => {
    await guest.keyboard.press('Escape');
    await expect(writingBox(guest)).toHaveCount(0, { timeout: 500 });
  }).toPass();
  await guest.goto('/green-street/rooms/compost-corner');
  await expect(writingBox(guest)).toHaveValue('Perhaps.');
});

journey('the brief is answered without scripts, and says what is wrong', async ({ house, visitor }) => {
  const { host, guest, room } = await company(house, visitor);
  await tell(host, room, 'Soup on Friday, @lena?');
  await enter(host);
  const plain = await visitor({ javaScriptEnabled: false });
  await plain.context().addCookies(await guest.context().cookies());
  await plain.goto('/brief');
  await plain.getByRole('link', { name: /^Answer/ }).click();
  await plain.getByRole('button', { name: 'Send' }).click();
  await expect(plain.getByRole('alert')).toContainText('Write something');
  await writingBox(plain).fill('Gladly.');
  await plain.getByRole('button', { name: 'Send' }).click();
  await expect(plain.getByRole('heading', { name: 'You are caught up' })).toBeVisible();
  await expect(said(host, 'Gladly.').getByText('Mia: Soup on Friday, @Lena Kowalski?')).toBeVisible();
});

journey('answering in the brief is open to all, on a phone and in Spanish', async ({ house, visitor }) => {
  const { host, guest, room } = await company(house, visitor, { viewport: { width: 390, height: 844 } });
  await tell(host, room, 'Soup on Friday, @lena?');
  await act(guest, 'accounts.change-profile', { language: 'es' });
  await guest.goto('/brief');
  await guest.getByRole('link', { name: /^Responder/ }).click();
  await expect(writingBox(guest)).toBeFocused();
  await expectAccessible(guest);
  expect(await guest.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(
    0,
  );
  await writingBox(guest).fill('Con gusto.');
  await guest.getByRole('button', { name: 'Enviar' }).click();
  await expect(guest.getByText('Tú: Con gusto.')).toBeVisible();
  await expectAccessible(guest);
});
