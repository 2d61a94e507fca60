import { expectAccessible } from './axe.ts';
import {
  act,
  choose,
  company,
  enter,
  read,
  ROOM_PATH,
  said,
  saidExactly,
  tell,
  write,
  writingBox,
} from './company.ts';
import { newId } from '../../src/platform/ids.ts';
import { expect, journey } from './journey.ts';
import { tabTo } from './keyboard.ts';
import { mia, signIn } from './steps.ts';

journey('what one says the other sees, and what becomes of it', async ({ house, visitor }) => {
  const { host, guest, communityId, room } = await company(house, visitor);
  await enter(host);
  await enter(guest);
  await expect(guest.getByText('Nothing has been said here yet')).toBeVisible();
  await expect(host.getByRole('complementary').getByText('Lena Kowalski')).toBeVisible();

  await writingBox(host).pressSequentially('Mine went cold.');
  await expect(guest.getByText('Mia is writing…')).toBeVisible();
  await writingBox(host).press('Enter');
  await expect(said(guest, 'Mine went cold.')).toBeVisible();
  await expect(said(host, 'Mine went cold.')).toHaveCount(1);
  await expect(writingBox(host)).toBeFocused();
  await expect(guest.getByText('Mia is writing…')).toHaveCount(0);
  await expect(guest.getByText('Mia Okafor says: Mine went cold.')).toBeAttached();
  await writingBox(host).pressSequentially('And');
  await expect(guest.getByText('Mia is writing…'), 'who writes on at once is seen to').toBeVisible();
  await writingBox(host).fill('');

  await choose(guest, 'Mine went cold.', '🌱');
  await expect(said(host, 'Mine went cold.').getByRole('button', { name: '🌱, from Lena' })).toBeVisible();
  await said(host, 'Mine went cold.').getByRole('button', { name: /🌱/ }).click();
  await expect(said(guest, 'Mine went cold.').getByText('Mia and you')).toBeVisible();

  await choose(guest, 'Mine went cold.', 'Reply');
  await write(guest, 'Feed it, @mia!');
  await expect(said(host, 'Feed it').getByText('Mia: Mine went cold.')).toBeVisible();
  await expect(said(host, 'Feed it').getByText('@Mia Okafor')).toBeVisible();
  await expectAccessible(host);

  await writingBox(guest).press('ArrowUp');
  await expect(writingBox(guest)).toHaveValue('Feed it, @mia!');
  await writingBox(guest).press('Escape');
  await expect(writingBox(guest)).toHaveValue('');
  await writingBox(guest).press('ArrowUp');
  await write(guest, 'Feed it coffee, @mia!');
  await expect(said(host, 'Feed it coffee').getByText('edited')).toBeVisible();

  const first = { communityId, conversationId: room.id, number: 1 };
  await act(host, 'conversations.delete-message', first);
  await expect(said(guest, 'Feed it coffee').getByText('Answers a message that is gone')).toBeVisible();
  await expect(
    guest.getByRole('main').getByRole('article').filter({ hasText: 'Mine went cold.' }),
  ).toHaveCount(0);

  await choose(guest, 'Feed it coffee', 'Take back');
  await guest.getByRole('dialog').getByRole('button', { name: 'Take back' }).click();
  await expect(host.getByText('Lena took this message back.')).toBeVisible();
  await expect(said(host, 'Feed it')).toHaveCount(0);
});

journey(
  'who is named no longer is not told so any more, and a direct can be muted',
  async ({ house, visitor }) => {
    const { host, guest, communityId, room } = await company(house, visitor);
    await guest.goto('/green-street');
    const places = guest.getByRole('navigation').filter({ hasText: 'Directs' });
    const mark = places.getByRole('link', { name: /one message for you/ });
    const { number } = await tell(host, room, 'Come over, @lena!');
    await expect(mark).toBeVisible();
    const where = { communityId, conversationId: room.id, number };
    await act(host, 'conversations.edit-message', { ...where, body: 'Come over, all!' });
    await expect(mark).toHaveCount(0);
    await act(host, 'conversations.edit-message', { ...where, body: 'Come over, all, and @lena!' });
    await expect(mark).toBeVisible();
    await act(host, 'conversations.delete-message', where);
    await expect(mark).toHaveCount(0);

    const { members } = await read(host, 'communities.list-members', { communityId });
    const people = members.map(({ person }) => person).filter(({ handle }) => handle === 'lena');
    const direct = await act(host, 'conversations.open-direct', {
      ...{ communityId, id: newId(), people: people.map(({ id }) => id) },
    });
    await enter(guest, `/green-street/directs/${direct.number}`);
    await guest.getByRole('button', { name: 'Mute' }).click();
    await expect(guest.getByRole('button', { name: 'Muted' })).toHaveAttribute('aria-pressed', 'true');
    await places.getByRole('link', { name: 'Home' }).click();
    await tell(host, direct, 'Psst, @lena.');
    await tell(host, room, 'Aloud.');
    await expect(places.getByRole('link', { name: 'Compost corner something new' })).toBeVisible();
    await expect(places.getByRole('link', { name: 'Mia Okafor', exact: true })).toBeVisible();
  },
);

journey('a host removes with a reason, and closes the room with one', async ({ house, visitor }) => {
  const { host, guest, room } = await company(house, visitor);
  await tell(guest, room, 'Buy my worms, two for one!');
  await enter(host);
  await enter(guest);
  await choose(host, 'Buy my worms', 'Remove as host');
  await expectAccessible(host);
  await host.getByLabel('Reason').fill('We do not sell here.');
  await host.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(guest.getByText('A host removed this message: We do not sell here.')).toBeVisible();

  await host.getByRole('link', { name: 'About', exact: true }).click();
  await host.getByLabel('Reason').fill('Moved to the kitchen table.');
  await host.getByRole('button', { name: 'Close', exact: true }).click();
  await expect(guest.getByText('This room is closed: Moved to the kitchen table.')).toBeVisible();
  await expect(guest.getByRole('textbox')).toHaveCount(0);
});

journey('offline for a while: all that was missed, once and in order', async ({ house, visitor }) => {
  const { host, guest } = await company(house, visitor);
  await enter(host);
  await enter(guest);
  await write(guest, 'Before.');
  await expect(said(host, 'Before.')).toBeVisible();

  await guest.context().setOffline(true);
  await expect(guest.getByText('You are offline.')).toBeVisible();
  await write(guest, 'Said in the tunnel.');
  await expect(guest.getByText('Not sent yet.')).toBeVisible();
  for (const words of ['One.', 'Two.', 'Three.']) await write(host, words);
  const prose = (page: typeof host) => page.getByRole('article').locator('.prose');
  await expect(prose(host)).toHaveText(['Before.', 'One.', 'Two.', 'Three.']);

  await guest.context().setOffline(false);
  await expect(said(host, 'Said in the tunnel.')).toBeVisible({ timeout: 20_000 });
  const heard = ['Before.', 'One.', 'Two.', 'Three.', 'Said in the tunnel.'];
  for (const page of [host, guest]) {
    await expect(prose(page)).toHaveText(heard, { timeout: 20_000 });
  }
  await expect(guest.getByText('Not sent yet.')).toHaveCount(0);
});

journey('an edit that does not get through stays as it was written', async ({ house, visitor }) => {
  const { host, guest, room, communityId } = await company(house, visitor);
  await tell(guest, room, 'Two bags of leaves.');
  await enter(host);
  await enter(guest);
  await writingBox(guest).fill('Half a thou');
  await choose(guest, 'Two bags of leaves.', 'Edit');
  await writingBox(guest).fill('Three bags of leaves, and a fork.');
  await guest.context().setOffline(true);
  await writingBox(guest).press('Enter');
  await expect(guest.getByText('There is no connection.')).toBeVisible();
  await expect(writingBox(guest)).toHaveValue('Three bags of leaves, and a fork.');
  await guest.context().setOffline(false);
  await writingBox(guest).press('Enter');
  await expect(said(host, 'Three bags of leaves, and a fork.')).toBeVisible();
  await expect(writingBox(guest), 'what was written before is there again').toHaveValue('Half a thou');

  await choose(guest, 'Three bags', 'Edit');
  await writingBox(guest).fill('Four bags.');
  const one = { communityId, conversationId: room.id, number: 1 };
  await act(host, 'conversations.remove-message', { ...one, reason: 'No leaves here.' });
  await expect(guest.getByText('A host removed this message: No leaves here.')).toBeVisible();
  await writingBox(guest).press('Enter');
  await expect(guest.getByText('This message is no longer there.')).toBeVisible();
  await expect(writingBox(guest)).toHaveValue('Four bags.');
});

journey('a draft and an unsent message outlive a reload', async ({ house, visitor }) => {
  const { host } = await company(house, visitor);
  await enter(host);
  await writingBox(host).fill('Half a thou');
  await host.reload();
  await expect(writingBox(host)).toHaveValue('Half a thou');
  await host.route('**/api/v1/conversations.send-message', (route) => route.abort());
  await writingBox(host).press('Enter');
  await expect(host.getByText('Not sent yet.')).toBeVisible();
  await host.unrouteAll();
  await host.reload();
  await expect(said(host, 'Half a thou').locator('.prose')).toHaveText('Half a thou', { timeout: 20_000 });
  await expect(writingBox(host)).toHaveValue('');
});

journey('one stops reading, comes back, and finds the place', async ({ house, visitor }) => {
  const { host, guest, communityId, room } = await company(house, visitor);
  for (let number = 1; number <= 130; number++) await tell(host, room, `Small talk ${number}`);
  const where = { communityId, conversationId: room.id };
  await act(guest, 'conversations.mark-read', { ...where, number: 40 });
  await enter(guest);
  await expect(saidExactly(guest, 'Small talk 130')).toBeInViewport();
  await expect(guest.getByRole('navigation').getByRole('link', { name: /Compost corner/ })).toContainText(
    'something new',
  );
  await guest.getByRole('link', { name: 'To where you stopped reading' }).click();
  await expect(guest.getByText('new since')).toBeInViewport();
  await expect(saidExactly(guest, 'Small talk 41')).toBeInViewport();
  await expect(saidExactly(guest, 'Small talk 130')).toHaveCount(0);

  const box = guest.getByRole('region', { name: 'Messages' });
  await box.focus();
  await expect(async () => {
    await box.press('End');
    await expect(saidExactly(guest, 'Small talk 130')).toBeInViewport({ timeout: 300 });
  }).toPass();
  await expect(async () => {
    await box.press('Home');
    await expect(saidExactly(guest, 'Small talk 1')).toBeInViewport({ timeout: 300 });
  }).toPass();

  await tell(host, room, 'Meanwhile below.');
  await expect(said(guest, 'Meanwhile below.')).toBeAttached();
  await expect(saidExactly(guest, 'Small talk 1'), 'who reads above stays there').toBeInViewport();
  await guest.getByRole('link', { name: 'To the newest' }).click();
  await expect(said(guest, 'Meanwhile below.')).toBeInViewport();
  await expect(
    guest.getByRole('navigation').getByRole('link', { name: 'Compost corner', exact: true }),
  ).toBeVisible();
});

journey('by keyboard alone: into a room, speak, answer, react', async ({ house, visitor }) => {
  const { host, guest, room } = await company(house, visitor);
  await tell(host, room, 'Who has a ladder?');
  await guest.goto('/green-street');
  await tabTo(guest, 'link', 'Compost corner something new');
  await guest.keyboard.press('Enter');
  await expect(guest).toHaveURL(ROOM_PATH);
  await tabTo(guest, 'link', 'Reply');
  await guest.keyboard.press('Enter');
  await expect(writingBox(guest)).toBeFocused();
  await guest.keyboard.type('I do.');
  await guest.keyboard.press('Enter');
  await expect(said(guest, 'I do.').getByText('Mia: Who has a ladder?')).toBeVisible();
  await guest.keyboard.type('It is by the shed.');
  await guest.keyboard.press('Enter');
  await expect(said(guest, 'It is by the shed.')).toBeVisible();

  await guest.getByRole('region', { name: 'Messages' }).focus();
  await tabTo(guest, 'button', 'More about the message by Mia Okafor');
  await guest.keyboard.press('Enter');
  await expect(guest.getByRole('menu')).toBeVisible();
  await guest.keyboard.press('ArrowDown');
  await guest.keyboard.press('Enter');
  const mine = said(guest, 'Who has a ladder?').getByRole('button', { name: /from you\. Take yours back/ });
  await expect(mine).toBeVisible();
});

journey(
  'the network is cut in the middle of a message: shown at once, there once',
  async ({ house, visitor }) => {
    const { host, guest } = await company(house, visitor);
    await enter(host);
    await enter(guest);
    let tries = 0;
    // First the server gets it and the answer is lost; then nothing gets through; then all is well.
    await guest.route('**/api/v1/conversations.send-message', async (route) => {
      tries++;
      if (tries === 1) await route.fetch();
      return tries < 3 ? route.abort() : route.continue();
    });
    await write(guest, 'Half of it arrived.');
    await expect(said(guest, 'Half of it arrived.')).toBeVisible({ timeout: 2000 });
    await write(guest, 'And this after it.');
    await expect(said(guest, 'And this after it.')).toBeVisible({ timeout: 2000 });
    await expect.poll(() => tries, { timeout: 20_000 }).toBeGreaterThanOrEqual(4);
    for (const page of [host, guest]) {
      const heard = page.getByRole('article').locator('.prose');
      await expect(heard).toHaveText(['Half of it arrived.', 'And this after it.'], { timeout: 20_000 });
    }
    await guest.reload();
    await expect(guest.getByRole('article').locator('.prose')).toHaveText([
      'Half of it arrived.',
      'And this after it.',
    ]);
  },
);

journey(
  'who leaves a members-only room does not stay in it at another device',
  async ({ house, visitor }) => {
    const { host, communityId } = await company(house, visitor);
    const room = await act(host, 'conversations.open-room', {
      ...{ id: newId(), communityId, slug: 'hosts', title: 'Hosts', restricted: true },
    });
    const elsewhere = await visitor();
    await signIn(elsewhere, mia);
    await elsewhere.waitForURL('**/green-street');
    await enter(elsewhere, '/green-street/rooms/hosts');
    await act(host, 'conversations.leave-room', { communityId, conversationId: room.id });
    await expect(elsewhere).toHaveURL(/\/green-street$/);
    await expect(elsewhere.getByRole('link', { name: 'Hosts' })).toHaveCount(0);
  },
);
