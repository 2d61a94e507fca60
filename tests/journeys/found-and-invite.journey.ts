import { company } from './company.ts';
import { expectAccessible } from './axe.ts';
import { expect, journey } from './journey.ts';
import { tabAndType, tabTo } from './keyboard.ts';
import { comeFirst, found, inviteLink, joinBy, lena, mia, signIn } from './steps.ts';

const words = 'New at number 31. I bake, I fix radios, and I would like to know my neighbours.';

journey(
  'the first person founds a community, invites a neighbour, and greets her',
  async ({ house, visitor }) => {
    const first = await visitor();
    await first.goto('/');
    await expect(first.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(first.getByText('Nobody lives in this house yet.')).toBeVisible();
    await expect(first.getByRole('link', { name: 'Found a community' })).toHaveCount(0);
    await expectAccessible(first);
    await first.goto('/found');
    await expect(first.getByText('the link that Kith printed'), 'to whom it may concern').toBeVisible();

    await comeFirst(first, house);
    await expectAccessible(first);
    await first.getByLabel('Name', { exact: true }).fill('Green Street');
    await expect(first.getByLabel('Address')).toHaveValue('green-street');
    await first.getByLabel('Agreements').fill('We speak as if we sat at one table.');
    await first.getByRole('button', { name: 'Found the community' }).click();
    await expect(first.getByText('Your community stands.')).toBeVisible();
    const link = await inviteLink(first, 'green-street');
    await expectAccessible(first);

    await first.goto('/green-street');
    const second = await visitor();
    await second.goto(link);
    await expect(second.getByText('Mia Okafor')).toBeVisible();
    await expect(second.getByText('We speak as if'), 'before there is an account').toBeVisible();
    await expectAccessible(second);
    await joinBy(second, link, lena, words);
    await expect(second).toHaveURL(/\/green-street$/);
    await expect(first.getByText(words), 'without loading again').toBeVisible();
    await expect(first.getByText('2 of us')).toBeVisible();

    await first.goto('/green-street/people');
    await expect(first.getByText(words)).toBeVisible();
    await expectAccessible(first);
    await second.goto('/green-street/people/lena');
    await first.getByRole('button', { name: 'Greet' }).click();
    await expect(first.getByText('Greeted by you')).toBeVisible();
    await expect(second.getByText('Greeted by Mia'), 'without loading again').toBeVisible();

    await second.goto('/green-street/people');
    await expect(second.getByRole('link', { name: /Mia Okafor/ }).first()).toBeVisible();
    await first.goto('/green-street/people/lena');
    await expectAccessible(first);
  },
);

journey('what is written wrong is said at its field, and nothing is lost', async ({ house, visitor }) => {
  const page = await visitor();
  await page.goto(await house.foundingLink());
  await page.getByLabel('Your name').fill(mia.name);
  await page.getByLabel('E-mail address').fill(mia.email);
  await page.getByLabel('Password', { exact: true }).fill('password123');
  await page.getByRole('button', { name: 'Make my account' }).click();
  const password = page.getByLabel('Password', { exact: true });
  await expect(password).toBeFocused();
  await expect(password).toHaveAccessibleDescription(/would guess/);
  await expect(page.getByLabel('Your name')).toHaveValue(mia.name);
  await expectAccessible(page);
});

journey(
  'who is signed out while founding signs in beside it and founds with what they wrote',
  async ({ house, visitor }) => {
    const page = await visitor();
    await comeFirst(page, house);
    await page.getByLabel('Name', { exact: true }).fill('Green Street');
    await page.getByLabel('Purpose').fill('More evenings together.');
    await page.context().clearCookies();
    const go = page.getByRole('button', { name: 'Found the community' });
    await go.click();
    await expect(page.getByRole('alert')).toContainText('You are signed out.');
    const [beside] = await Promise.all([
      page.waitForEvent('popup'),
      page.getByRole('link', { name: 'Sign in in a new tab' }).click(),
    ]);
    await signIn(beside, mia);
    await beside.waitForURL('**/brief');
    await go.click();
    await page.waitForURL('**/invites?founded');
    await page.goto('/green-street');
    await expect(page.getByText('More evenings together.')).toBeVisible();
  },
);

journey('who comes by an invite that is taken back meanwhile is told so', async ({ house, visitor }) => {
  const host = await visitor();
  await comeFirst(host, house);
  await found(host, 'Green Street');
  const guest = await visitor();
  await guest.goto(await inviteLink(host, 'green-street'));
  await guest.getByLabel('Your name').fill(lena.name);
  await guest.getByLabel('E-mail address').fill(lena.email);
  await guest.getByLabel('Password', { exact: true }).fill(lena.password);
  await guest.getByRole('button', { name: 'Go on' }).click();
  const introduction = guest.getByLabel('Who are you, and what brings you?');
  await introduction.fill(words);
  await host.getByRole('button', { name: 'Take back' }).click();
  await expect(host.getByText('None is open.')).toBeVisible();
  await guest.getByRole('button', { name: 'Join' }).click();
  await expect(guest.getByRole('alert')).toContainText('used up or taken back meanwhile');
  await expect(introduction).toHaveValue(words);
});

journey(
  'who is invited at another address is told so, and who is made a host can act at once',
  async ({ house, visitor }) => {
    const host = await visitor();
    await comeFirst(host, house);
    await found(host, 'Green Street', ['We speak as if we sat at one table.']);
    await host.goto('/green-street/invites');
    await host.getByLabel('E-mail address').fill('lena@example.org');
    await host.getByRole('button', { name: 'Send an invite' }).click();
    const link = await host.getByLabel('Your invite link').inputValue();
    await expect(host.getByText('It opens on this machine alone.')).toBeVisible();

    const guest = await visitor();
    await guest.goto(link);
    await guest.getByLabel('Your name').fill(lena.name);
    await guest.getByLabel('E-mail address').fill('lena@elsewhere.example.org');
    await guest.getByLabel('Password', { exact: true }).fill(lena.password);
    await guest.getByRole('button', { name: 'Go on' }).click();
    await expect(guest.getByLabel('E-mail address')).toHaveAccessibleDescription(/sent to another e-mail/);
    await joinBy(guest, link, lena, words);

    await guest.goto('/green-street/people/mia');
    await host.goto('/green-street/people/lena');
    await host.getByText('Hand over', { exact: true }).click();
    await host.getByRole('button', { name: 'Hand over to Lena' }).click();
    await expect(guest.getByRole('heading', { name: 'As a host' }), 'without loading again').toBeVisible();
    await expect(host.getByRole('heading', { name: 'As a host' })).toHaveCount(0);
  },
);

journey('all of it works before scripts arrive', async ({ house, visitor }) => {
  const first = await visitor({ javaScriptEnabled: false });
  await comeFirst(first, house);
  await found(first, 'Green Street', ['We speak as if we sat at one table.']);
  const link = await inviteLink(first, 'green-street');
  const second = await visitor({ javaScriptEnabled: false });
  await joinBy(second, link, lena, words);
  await first.goto('/green-street/people');
  await first.getByRole('button', { name: 'Greet' }).click();
  await expect(first.getByText('Greeted by you')).toBeVisible();
});

journey('who comes to a full community waits until a host lets them in', async ({ house, visitor }) => {
  const host = await visitor();
  await comeFirst(host, house);
  await found(host, 'Green Street');
  const link = await inviteLink(host, 'green-street');
  const lenas = await visitor();
  await joinBy(lenas, link, lena, words);
  await host.goto('/green-street/hosting/charter');
  await host.getByLabel('At most so many members').fill('2');
  await host.getByRole('button', { name: 'Save' }).click();
  await expect(host.getByText('Saved.')).toBeVisible();

  const late = await visitor();
  await late.goto(link);
  await late.getByLabel('Your name').fill('Ravi Bose');
  await late.getByLabel('E-mail address').fill('ravi@example.org');
  await late.getByLabel('Password', { exact: true }).fill('forty lazy herons');
  await late.getByRole('button', { name: 'Go on' }).click();
  await late.getByLabel('Who are you, and what brings you?').fill('I have the only dry shed.');
  await late.getByRole('button', { name: 'Put me on the waiting list' }).click();
  await expect(late.getByText('You are on the waiting list')).toBeVisible();
  await late.goto('/brief');
  await expect(late.getByText('You are on the waiting list of Green Street.')).toBeVisible();

  await host.goto('/green-street/hosting');
  await expect(host.getByText('I have the only dry shed.')).toBeVisible();
  await expectAccessible(host);
  await host.goto('/green-street/people/lena');
  await host.getByText('Remove Lena').first().click();
  await host.getByLabel('Reason').fill('She moved away.');
  await host.getByRole('button', { name: 'Remove Lena' }).click();
  await expect(host.getByText('She moved away.')).toBeVisible();
  await lenas.goto('/brief');
  await expect(lenas.getByText('She moved away.'), 'who was removed reads why').toBeVisible();
  await expect(lenas.getByText('in no community yet')).toHaveCount(0);
  await host.getByRole('button', { name: 'Let in' }).click();
  await expect(host.getByRole('link', { name: 'Ravi Bose' })).toBeVisible();
  await late.goto('/');
  await expect(late).toHaveURL(/\/green-street$/);
});

journey('where somebody lives the front shows the ways in', async ({ house, visitor }) => {
  await company(house, visitor);
  const passerBy = await visitor();
  await passerBy.goto('/');
  await expect(passerBy.getByRole('link', { name: 'Found a community' })).toBeVisible();
  await expect(passerBy.getByText('Nobody lives in this house yet.')).toHaveCount(0);
});

journey('founding and joining, by keyboard alone', async ({ house, visitor }) => {
  const first = await visitor();
  await first.goto(await house.foundingLink());
  await tabAndType(first, 'Your name', mia.name);
  await tabAndType(first, 'E-mail address', mia.email);
  await tabAndType(first, 'Password', mia.password);
  await first.keyboard.press('Enter');
  await first.waitForURL('**/found');
  await tabAndType(first, 'Name', 'Green Street');
  await tabTo(first, 'radio', 'Leaf');
  await first.keyboard.press('ArrowRight');
  await tabTo(first, 'button', 'Found the community');
  await first.keyboard.press('Enter');
  await first.waitForURL('**/invites?founded');
  await tabTo(first, 'button', 'Make a link');
  await first.keyboard.press('Enter');
  const link = await first.getByLabel('Your invite link').inputValue();

  const second = await visitor();
  await second.goto(link);
  await tabAndType(second, 'Your name', lena.name);
  await tabAndType(second, 'E-mail address', lena.email);
  await tabAndType(second, 'Password', lena.password);
  await second.keyboard.press('Enter');
  await tabAndType(second, 'Who are you, and what brings you?', words);
  await tabTo(second, 'button', 'Join');
  await second.keyboard.press('Enter');
  await second.waitForURL('**/green-street');
  await tabTo(first, 'link', 'People');
  await first.keyboard.press('Enter');
  await tabTo(first, 'button', 'Greet');
  await first.keyboard.press('Enter');
  await expect(first.getByText('Greeted by you')).toBeVisible();
});
