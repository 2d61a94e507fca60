import { newId } from '../../src/platform/ids.ts';
import { act, choose, company, enter, said, tell, write, writingBox } from './company.ts';
import { expect, journey } from './journey.ts';

const plan = { name: 'plan.txt', mimeType: 'text/plain', buffer: Buffer.from('Four barrels.') };
const closed = {
  status: 403,
  contentType: 'application/problem+json',
  body: JSON.stringify({ title: 'forbidden', reason: 'closed', detail: '' }),
};

journey('who discards a message gets its words and its files back', async ({ house, visitor }) => {
  const { host, guest } = await company(house, visitor);
  await enter(host);
  const writing = host.locator('#write');
  await writing.locator('input[type=file]').setInputFiles(plan);
  await expect(writing.getByText('13 bytes')).toBeVisible();
  await writingBox(host).fill('Here is the plan.');
  await host.route('**/api/v1/conversations.send-message', (route) => route.fulfill(closed), { times: 1 });
  await writingBox(host).press('Enter');
  await expect(writing.getByText('plan.txt')).toHaveCount(0);
  await host.getByRole('button', { name: 'Discard' }).click();
  await expect(writingBox(host)).toHaveValue('Here is the plan.');
  await expect(writing.getByText('plan.txt')).toBeVisible();
  await host.reload();
  await expect(writing.getByText('plan.txt'), 'as drafts do').toBeVisible();
  await writingBox(host).press('Enter');
  await enter(guest);
  await expect(said(guest, 'Here is the plan.').getByRole('link', { name: /plan\.txt/ })).toBeVisible();
  await host.reload();
  await expect(writing.getByText('plan.txt')).toHaveCount(0);
});

journey(
  'what was sent under a message is no draft any more, and the thread keeps its own',
  async ({ house, visitor }) => {
    const { host, communityId } = await company(house, visitor);
    const message = { id: newId(), body: 'Four barrels?' };
    const asked = { id: newId(), communityId, title: 'Rain barrels', message };
    const { number } = await act(host, 'conversations.start-thread', asked);
    await enter(host, `/green-street/threads/${number}`);
    await writingBox(host).fill('Something else.');
    const writing = host.locator('#write');
    for (const words of ['Here is the plan.', 'Here it is again.']) {
      await said(host, 'Four barrels?').first().getByRole('link', { name: 'Reply' }).click();
      await expect(writing.getByText('Four barrels?')).toBeVisible();
      await expect(writingBox(host)).toHaveValue('');
      await expect(writing.getByText('plan.txt')).toHaveCount(0);
      await writing.locator('input[type=file]').setInputFiles(plan);
      await expect(writing.getByText('13 bytes')).toBeVisible();
      await writingBox(host).fill(words);
      await writingBox(host).press('Enter');
      await expect(
        said(host, words)
          .getByRole('link', { name: /plan\.txt/ })
          .last(),
      ).toBeVisible();
      await expect(writingBox(host)).toHaveValue('Something else.');
    }
  },
);

journey('what was begun for one community stays out of another', async ({ house, visitor }) => {
  const { host } = await company(house, visitor);
  await act(host, 'communities.found', { id: newId(), name: 'Choir', slug: 'choir', purpose: 'Singing.' });
  await host.goto('/choir');
  const start = host.getByRole('link', { name: 'Start a thread' });
  await start.click();
  await expect(host.getByLabel('Title')).toBeVisible();
  const rail = host.getByRole('navigation', { name: 'Your communities' });
  await rail.getByRole('link', { name: 'Green Street', exact: true }).click();
  await host.waitForURL('**/green-street');
  await start.click();
  const writing = host.locator('#write');
  await host.getByLabel('Title').fill('Rain barrels');
  await writingBox(host).fill('Four of them.');
  await writing.locator('input[type=file]').setInputFiles(plan);
  await expect(writing.getByText('13 bytes')).toBeVisible();
  await host.evaluate(() => history.go(-2));
  await host.waitForURL('**/choir/threads/new');
  await expect(writingBox(host)).toHaveValue('');
  await expect(host.getByLabel('Title')).toHaveValue('');
  await expect(writing.getByText('plan.txt')).toHaveCount(0);
  await enter(host, '/choir/threads/new');
  await expect(writing.getByText('plan.txt')).toHaveCount(0);
  await host.goto('/green-street/threads/new');
  await expect(writingBox(host)).toHaveValue('Four of them.');
  await expect(host.getByLabel('Title')).toHaveValue('Rain barrels');
  await expect(writing.getByText('plan.txt')).toBeVisible();
});

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

journey(
  'in a new thread Enter starts a line, and with Ctrl it starts the thread',
  async ({ house, visitor }) => {
    const { host } = await company(house, visitor);
    await enter(host, '/green-street/threads/new');
    await host.getByLabel('Title').fill('Rain barrels');
    await writingBox(host).fill('Four of them.');
    await writingBox(host).press('Enter');
    await host.keyboard.type('Or five.');
    await expect(writingBox(host)).toHaveValue('Four of them.\nOr five.');
    await writingBox(host).press('ControlOrMeta+Enter');
    await expect(host.getByRole('heading', { level: 1, name: 'Rain barrels' })).toBeVisible();
  },
);

journey('an edit that is stored once one has gone elsewhere breaks nothing', async ({ house, visitor }) => {
  const { host, room } = await company(house, visitor);
  await tell(host, room, 'Soup on Friday.');
  const broken: Error[] = [];
  host.on('pageerror', (error) => broken.push(error));
  const { promise: gone, resolve: goOn } = Promise.withResolvers<true>();
  await host.route('**/api/v1/conversations.edit-message', (edit) => gone.then(() => edit.continue()));
  await enter(host);
  await choose(host, 'Soup on Friday.', 'Edit');
  await write(host, 'Soup on Saturday.');
  const places = host.getByRole('navigation', { name: 'Places in Green Street' });
  await places.getByRole('link', { name: 'People', exact: true }).click();
  await expect(host).toHaveURL('/green-street/people');
  await expect(writingBox(host)).toHaveCount(0);
  const stored = host.waitForResponse('**/api/v1/conversations.edit-message');
  goOn(true);
  await stored;
  await places.getByRole('link', { name: 'Compost corner' }).click();
  await expect(said(host, 'Soup on Saturday.')).toBeVisible();
  expect(broken).toEqual([]);
});
