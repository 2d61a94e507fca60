import { newId } from '../../src/platform/ids.ts';
import { expectAccessible } from './axe.ts';
import {
  act,
  choose,
  company,
  enter,
  ROOM_PATH,
  said,
  saidExactly,
  tell,
  write,
  writingBox,
} from './company.ts';
import { expect, journey } from './journey.ts';
import { tabTo } from './keyboard.ts';

journey('a stretch of talk is kept as a thread, and both link to each other', async ({ house, visitor }) => {
  const { host, guest, room } = await company(house, visitor);
  for (const words of ['Tea?', 'Mine went cold.', 'Feed it coffee.', 'It steams again!', 'Good night.']) {
    await tell(words === 'Feed it coffee.' ? guest : host, room, words);
  }
  await enter(host);
  await enter(guest);
  await choose(guest, 'Mine went cold.', 'Keep as a thread');
  await saidExactly(guest, 'It steams again!').getByText('It steams again!').click();
  await expect(guest.getByLabel('First', { exact: true })).toHaveValue('2');
  await expect(guest.getByLabel('Last', { exact: true })).toHaveValue('4');
  await expectAccessible(guest);
  await guest.getByLabel('Title').fill('Waking a cold heap');
  await guest.getByRole('button', { name: 'Keep as a thread' }).click();

  await expect(guest.getByRole('heading', { level: 1, name: 'Waking a cold heap' })).toBeVisible();
  await expect(guest.getByText(/^Kept by Lena, today/)).toBeVisible();
  await expect(guest.getByRole('article').locator('.prose')).toHaveText([
    'Mine went cold.',
    'Feed it coffee.',
    'It steams again!',
  ]);
  await expectAccessible(guest);
  const kept = host.getByRole('link', { name: /Kept as a thread by Lena Waking a cold heap/ });
  await expect(kept).toBeVisible();
  await expect(host.getByRole('navigation').getByRole('link', { name: 'Waking a cold heap' })).toBeVisible();

  await guest.getByRole('link', { name: /Read it where it was said/ }).click();
  await expect(saidExactly(guest, 'Mine went cold.')).toBeInViewport();
  await kept.click();
  await expect(host.getByRole('heading', { level: 1, name: 'Waking a cold heap' })).toBeVisible();
});

journey('a thread is started, answered in place, and closed with its reason', async ({ house, visitor }) => {
  const { host, guest } = await company(house, visitor);
  await guest.goto('/green-street');
  await guest.getByRole('link', { name: 'Start a thread' }).click();
  await expectAccessible(guest);
  await guest.getByLabel('Title').fill('Worm box for a beginner?');
  await writingBox(guest).fill('I have a balcony, no garden.');
  await guest.getByRole('button', { name: 'Start', exact: true }).click();
  await expect(guest.getByRole('heading', { level: 1, name: 'Worm box for a beginner?' })).toBeVisible();

  await host.goto('/green-street/threads');
  await expect(host.getByRole('heading', { name: 'New here, and waiting for an answer' })).toBeVisible();
  await expectAccessible(host);
  await host.getByRole('link', { name: 'Worm box for a beginner?' }).last().click();
  await said(host, 'I have a balcony').getByRole('link', { name: 'Reply' }).click();
  await expect(writingBox(host)).toBeFocused();
  await expect(host.locator('#write'), 'the answer is written right under what it answers').toHaveCount(1);
  await write(host, 'Not at all. Come by for tea.');
  await expect(said(guest, 'Come by for tea')).toBeVisible();
  await expect(guest.getByText('Mia Okafor says: Not at all.')).toBeAttached();

  await said(guest, 'Come by for tea').getByRole('link', { name: 'Reply' }).click();
  await write(guest, 'Thursday?');
  const branch = host.getByRole('listitem').filter({ has: said(host, 'Come by for tea') });
  await expect(branch.last().getByText('Thursday?')).toBeVisible();

  await host.getByRole('button', { name: 'Following' }).click();
  await expect(host.getByRole('button', { name: 'Follow', exact: true })).toBeVisible();
  await host.getByRole('button', { name: 'Mute' }).click();
  await expect(host.getByRole('button', { name: 'Muted' })).toBeVisible();
  await host.reload();
  await expect(host.getByRole('button', { name: 'Muted' })).toHaveAttribute('aria-pressed', 'true');

  await guest.getByText('Rename or close').click();
  await guest.getByLabel('Why is it closed?').fill('I have worms now.');
  await guest.getByRole('button', { name: 'Close the thread' }).click();
  await expect(host.getByText('This thread is closed: I have worms now.')).toBeVisible();
  await host.goto('/green-street/threads');
  await expect(host.getByRole('heading', { name: 'New here, and waiting for an answer' })).toHaveCount(0);
});

journey('a long thread folds what was read, and shows what is new', async ({ house, visitor }) => {
  const { host, guest, communityId } = await company(house, visitor);
  const thread = await act(host, 'conversations.start-thread', {
    ...{ id: newId(), communityId, title: 'Rain barrels' },
    message: { id: newId(), body: 'Who has one?' },
  });
  let last = 1;
  for (let turn = 1; turn <= 16; turn++) {
    last = (await tell(turn % 2 ? guest : host, thread, `Turn ${turn}`, turn < 9 ? last : 2)).number;
  }
  const where = { communityId, conversationId: thread.id };
  await act(guest, 'conversations.mark-read', { ...where, number: 17 });
  await guest.goto(`/green-street/threads/${thread.number}`);
  const fold = guest.locator('details').filter({ has: guest.getByText('Turn 16', { exact: true }) });
  await expect(fold).toBeVisible();
  await expect(saidExactly(guest, 'Turn 16')).toBeHidden();
  await tabTo(guest, 'link', 'Reply');
  await fold.locator('summary').first().focus();
  await guest.keyboard.press('Enter');
  await expect(saidExactly(guest, 'Turn 16')).toBeVisible();

  await tell(host, thread, 'Far above.', 1);
  await guest.getByRole('link', { name: 'Mia answered. Show it' }).click();
  await expect(saidExactly(guest, 'Far above.')).toBeInViewport();
  await guest.goto(`/green-street/threads/${thread.number}?at=17#m17`);
  await expect(saidExactly(guest, 'Turn 16'), 'what a link points at is never folded').toBeInViewport();
});

journey(
  'a thread begins with a file, and is one thread however often it is sent',
  async ({ house, visitor }) => {
    const { host } = await company(house, visitor);
    await host.goto('/green-street/threads/new');
    const plan = { name: 'plan.txt', mimeType: 'text/plain', buffer: Buffer.from('Four barrels.') };
    await host.locator('#write input[type=file]').setInputFiles(plan);
    await expect(host.locator('#write').getByText('13 bytes')).toBeVisible();
    await host.getByLabel('Title').fill('Rain barrels');
    await writingBox(host).fill('Here is the plan.');
    // The thread is made, but its answer is lost on the way back.
    await host.route(
      '**/api/v1/conversations.start-thread',
      async (route) => {
        await route.fetch();
        await route.abort();
      },
      { times: 1 },
    );
    await host.getByRole('button', { name: 'Start', exact: true }).click();
    await expect(host.getByRole('alert')).toContainText('There is no connection');
    await expect(writingBox(host)).toHaveValue('Here is the plan.');
    await expect(host.locator('#write').getByText('plan.txt')).toBeVisible();
    await host.getByRole('button', { name: 'Start', exact: true }).click();
    await expect(host.getByRole('heading', { level: 1, name: 'Rain barrels' })).toBeVisible();
    const file = said(host, 'Here is the plan.').getByRole('link', { name: /plan\.txt/ });
    const served = await host.request.get((await file.getAttribute('href'))!);
    expect(await served.text()).toBe('Four barrels.');
    await host.goto('/green-street/threads');
    await expect(host.getByRole('main').getByRole('link', { name: 'Rain barrels' })).toHaveCount(1);
    await host.goto('/green-street/threads/new');
    await expect(writingBox(host)).toHaveValue('');
  },
);

journey('the link of a message is copied, also where the house has no https', async ({ house, visitor }) => {
  const { host, room } = await company(house, visitor);
  await host.addInitScript(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
  await tell(host, room, 'Feed it coffee.');
  await enter(host);
  await choose(host, 'Feed it coffee.', 'Copy link');
  await expect(host.getByText('The link is copied.')).toBeVisible();
  await writingBox(host).press('ControlOrMeta+v');
  await expect(writingBox(host)).toHaveValue(new RegExp(`${ROOM_PATH}\\?at=1#m1$`));
});
