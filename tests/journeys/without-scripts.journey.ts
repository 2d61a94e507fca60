import { newId } from '../../src/platform/ids.ts';
import { act, company, enter, read, ROOM_PATH, said, tell, writingBox } from './company.ts';
import { expect, journey } from './journey.ts';

journey('before scripts run one can talk all the same', async ({ house, visitor }) => {
  const { host, guest, communityId, room } = await company(house, visitor);
  const cookies = await guest.context().cookies();
  const plain = await visitor({ javaScriptEnabled: false });
  await plain.context().addCookies(cookies);
  await tell(host, room, 'Who has a ladder?');
  await enter(host);

  await plain.goto(ROOM_PATH);
  await writingBox(plain).fill('I do.');
  await plain.getByRole('button', { name: 'Send' }).click();
  await expect(said(host, 'I do.')).toBeVisible();
  await expect(said(plain, 'I do.')).toBeInViewport();

  const more = said(plain, 'Who has a ladder?').getByRole('link', { name: 'More' });
  await said(plain, 'Who has a ladder?').hover();
  await more.click();
  await plain.getByRole('link', { name: 'Reply' }).click();
  await expect(plain.getByText('Answering Mia')).toBeVisible();
  await writingBox(plain).fill('By the shed.');
  await plain.getByRole('button', { name: 'Send' }).click();
  await expect(said(host, 'By the shed.').getByText('Mia: Who has a ladder?')).toBeVisible();

  await said(plain, 'Who has a ladder?').first().hover();
  await more.first().click();
  await plain.getByRole('button', { name: '🌱' }).click();
  await expect(said(host, 'Who has a ladder?').getByRole('button', { name: '🌱, from Lena' })).toBeVisible();
  await plain.getByRole('button', { name: '🌱, from you' }).click();
  await expect(host.getByRole('button', { name: /🌱/ })).toHaveCount(0);

  await plain.goto(`${ROOM_PATH}?edit=2#write`);
  await writingBox(plain).fill('I do, a long one.');
  await plain.getByRole('button', { name: 'Save' }).click();
  await expect(said(host, 'a long one').getByText('edited')).toBeVisible();

  await plain.goto(`${ROOM_PATH}?keep=1#m1`);
  await plain.getByLabel('Last', { exact: true }).selectOption('3');
  await plain.getByLabel('Title').fill('The ladder');
  await plain.getByRole('button', { name: 'Keep as a thread' }).click();
  await expect(plain.getByRole('heading', { level: 1, name: 'The ladder' })).toBeVisible();

  await plain.goto(ROOM_PATH);
  await writingBox(plain).fill(' ');
  await plain.getByRole('button', { name: 'Send' }).click();
  await expect(plain.getByRole('alert')).toContainText('Write something');

  await act(host, 'conversations.open-direct', {
    ...{ id: newId(), communityId, people: [(await read(guest, 'accounts.me', {})).id] },
  });
  await plain.goto('/green-street/directs/new');
  await plain.getByLabel('Mia Okafor').check();
  await plain.getByRole('button', { name: 'Open' }).click();
  await expect(plain.getByRole('heading', { level: 1, name: 'Mia Okafor' })).toBeVisible();
});

journey('a thread begins with a file, also without scripts', async ({ house, visitor }) => {
  const { host } = await company(house, visitor);
  const plain = await visitor({ javaScriptEnabled: false });
  await plain.context().addCookies(await host.context().cookies());
  await plain.goto('/green-street/threads/new');
  await plain.getByLabel('Title').fill('Rain barrels');
  const plan = { name: 'plan.txt', mimeType: 'text/plain', buffer: Buffer.from('Four barrels.') };
  await plain.locator('#write input[type=file]').setInputFiles(plan);
  await plain.getByRole('button', { name: 'Start' }).click();
  await expect(plain.getByRole('heading', { level: 1, name: 'Rain barrels' })).toBeVisible();
  await expect(plain.getByRole('article').getByRole('link', { name: /plan\.txt/ })).toBeVisible();
});

journey('the brief ends, also without scripts', async ({ house, visitor }) => {
  const { host, guest, room } = await company(house, visitor);
  await tell(host, room, 'Soup on Friday, @lena?');
  const cookies = await guest.context().cookies();
  const plain = await visitor({ javaScriptEnabled: false });
  await plain.context().addCookies(cookies);
  await plain.goto('/brief');
  await expect(plain.getByRole('heading', { name: 'You are mentioned in Compost corner' })).toBeVisible();
  await expect(plain.getByRole('heading', { name: 'You are caught up' })).toHaveCount(0);
  await plain.getByRole('button', { name: 'Done' }).click();
  await expect(plain.getByRole('heading', { name: 'You are caught up' })).toBeVisible();
});
