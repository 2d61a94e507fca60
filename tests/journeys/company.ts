import type { Locator, Page } from '@playwright/test';
import type { ReadName, VerbName, Verbs } from '../../src/app.ts';
import { newId } from '../../src/platform/ids.ts';
import type { Server } from './server.ts';
import { handleFrom } from '../../src/web/forms/slug-from.ts';
import { lena, mia, type Guest } from './steps.ts';

export const ROOM = 'Compost corner';
export const ROOM_PATH = '/green-street/rooms/compost-corner';

/** Opens a browser for one more person. */
export type Visitor = (options?: object) => Promise<Page>;

/**
 * A community of two with one room, each at a browser of her own. Mia is its host. How one founds and joins by the pages
 * has journeys of its own; here nobody opens one, as drawing takes a browser the longest.
 */
export async function company(house: Server, visitor: Visitor, options = {}) {
  const host = await visitor(options);
  await register(host, mia, new URL(await house.foundingLink()).searchParams.get('key')!);
  const { id: communityId } = await act(host, 'communities.found', {
    id: newId(),
    name: 'Green Street',
    slug: 'green-street',
    purpose: 'Eleven houses and more evenings together.',
  });
  const room = await act(host, 'conversations.open-room', {
    ...{ id: newId(), communityId, title: ROOM, slug: 'compost-corner', about: 'Turning, smelling, asking.' },
  });
  const guest = await join(host, visitor, communityId, lena, options);
  return { host, guest, communityId, room };
}

/** One more person comes by an invite. */
export async function join(
  host: Page,
  visitor: Visitor,
  communityId: string,
  who: Guest,
  options = {},
): Promise<Page> {
  const { code } = await act(host, 'communities.invite', { communityId, id: newId() });
  const page = await visitor(options);
  await register(page, who, code);
  const introduction = `I am ${who.name}, and I come for the soup.`;
  await act(page, 'communities.join', { code, introduction, agreed: true });
  return page;
}

const register = (page: Page, { name, email, password }: Guest, pass: string) =>
  act(page, 'accounts.register', {
    ...{ pass, name, handle: handleFrom(name), email, password, language: 'en', timeZone: 'UTC' },
  });

/** Does something as the person at this browser, without clicking through it. */
export async function act<N extends VerbName>(
  page: Page,
  name: N,
  input: Verbs[N]['input'],
): Promise<Verbs[N]['output']> {
  const headers = { 'sec-fetch-site': 'same-origin' };
  const response = await page.request.post(`/api/v1/${name}`, { data: input, headers });
  if (!response.ok()) throw new Error(`${name}: ${await response.text()}`);
  return (await response.json()) as Verbs[N]['output'];
}

export async function read<N extends ReadName>(
  page: Page,
  name: N,
  input: Verbs[N]['input'],
): Promise<Verbs[N]['output']> {
  const params = input as Record<string, string>;
  const response = await page.request.get(`/api/v1/${name}`, { params });
  if (!response.ok()) throw new Error(`${name}: ${await response.text()}`);
  return (await response.json()) as Verbs[N]['output'];
}

/** Says something in a conversation, as the person at this browser. */
export const tell = (
  page: Page,
  { communityId, id }: { communityId: string; id: string },
  body: string,
  parentNumber: number | null = null,
) =>
  act(page, 'conversations.send-message', {
    ...{ communityId, conversationId: id, id: newId(), body, parentNumber },
  });

/** The box that one writes in. */
export const writingBox = (page: Page): Locator => page.locator('#write').getByRole('textbox').last();

/** Writes and sends as one does at a keyboard. */
export async function write(page: Page, words: string): Promise<void> {
  await writingBox(page).fill(words);
  await writingBox(page).press('Enter');
}

/** Opens a conversation, and waits until its scripts run. */
export async function enter(page: Page, path = ROOM_PATH): Promise<void> {
  await page.goto(path);
  await page.locator('#write [type="submit"][aria-disabled]').waitFor();
}

/** The message with exactly these words. */
export const saidExactly = (page: Page, words: string): Locator =>
  page.getByRole('article').filter({ has: page.getByText(words, { exact: true }) });

/** What is said in the conversation in view, as it is drawn. */
export const said = (page: Page, words: string | RegExp): Locator =>
  page.getByRole('article').filter({ hasText: words });

/** Opens the menu of a message and takes something from it. */
export async function choose(page: Page, words: string | RegExp, item: string): Promise<void> {
  const message = said(page, words).last();
  await message.hover();
  await message.getByRole('button', { name: /^More about/ }).click();
  await page.getByRole('menuitem', { name: item, exact: true }).click();
}
