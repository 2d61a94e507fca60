import type { APIRequestContext } from '@playwright/test';
import { expect, journey } from './journey.ts';
import { comeFirst, found, inviteLink, joinBy, lena } from './steps.ts';

// As long as each other, so that lengths can be compared too.
const PRIVATE = 'secret-garden';
const NOWHERE = 'absent-garden';

const PAGES = [
  '',
  '/',
  '/people',
  '/people/mia',
  '/hosting',
  '/hosting/charter',
  '/invites',
  '/leave',
  '/rooms/compost',
  '/threads',
  '/threads/1',
  '/directs/1',
  '/search?q=soup',
  '/__data.json',
  '/people/__data.json',
];

/** Everything that an answer says, without what differs between any two answers. */
async function answerTo(request: APIRequestContext, slug: string, path: string): Promise<string> {
  const response = await request.get(`/${slug}${path}`, {
    maxRedirects: 0,
    // Compressed, a nonce alone changes the length.
    headers: { 'accept-encoding': 'identity' },
  });
  const headers = response.headersArray().filter(({ name }) => name.toLowerCase() !== 'date');
  const told = [
    response.status(),
    ...headers.map(({ name, value }) => `${name}: ${value}`),
    await response.text(),
  ];
  return told
    .join('\n')
    .replaceAll(slug, 'SLUG')
    .replace(/'nonce-[^']+'|nonce="[^"]+"/g, 'NONCE')
    .replace(/\b1\d{12}\b/g, 'NOW')
    .replace(/\betag: \S+/gi, 'ETAG')
    .replace(/__sveltekit_\w+/g, 'KIT')
    .replace(REQUEST, 'REQUEST');
}

/** The id that every answer has for itself, as a header and in a problem document. */
const REQUEST = /(?<=x-request-id: |"requestId":")[0-9a-f-]{36}/gi;

journey('a private community and none at all are the same to strangers', async ({ house, visitor }) => {
  const founder = await visitor();
  await comeFirst(founder, house);
  await found(founder, 'Secret Garden');
  await found(founder, 'Other Place');
  const guest = await visitor();
  await joinBy(guest, await inviteLink(founder, 'other-place'), lena, 'I belong elsewhere here.');
  await expect(founder.getByLabel('Your invite link')).toBeVisible();
  const nobody = await visitor();

  for (const stranger of [guest, nobody]) {
    for (const path of PAGES) {
      const there = await answerTo(stranger.request, PRIVATE, path);
      const nowhere = await answerTo(stranger.request, NOWHERE, path);
      expect(there, path).toBe(nowhere);
      expect(there, path).not.toMatch(/Secret Garden|Mia/);
    }
  }
  expect(await answerTo(founder.request, PRIVATE, ''), 'the founder sees it').toMatch(/Secret Garden/);
});

journey('the API and forms tell strangers nothing either', async ({ house, visitor }) => {
  const founder = await visitor();
  await comeFirst(founder, house);
  await found(founder, 'Secret Garden');
  const { id } = await (await founder.request.get(`/api/v1/communities.get?slug=${PRIVATE}`)).json();
  await found(founder, 'Other Place');
  const guest = await visitor();
  await joinBy(guest, await inviteLink(founder, 'other-place'), lena, 'I belong elsewhere here.');

  const nowhere = '01890a5d-ac96-774b-bcce-b302099a8057';
  const reads = [
    'communities.get',
    'communities.list-members',
    'communities.list-waiting',
    'conversations.list-places',
  ];
  for (const name of reads) {
    const [there, absent] = await Promise.all(
      [id, nowhere].map(async (one) => {
        const answer = await guest.request.get(`/api/v1/${name}?communityId=${one}`);
        return [answer.status(), (await answer.text()).replace(REQUEST, 'REQUEST')];
      }),
    );
    expect(there, name).toEqual(absent);
    expect(there![0], name).toBe(404);
  }
  for (const action of ['people?/greet', 'invites?/link', 'leave?/leave', 'hosting?/admit']) {
    const send = async (slug: string) => {
      const headers = { origin: house.address };
      const response = await guest.request.post(`/${slug}/${action}`, { headers, form: { which: nowhere } });
      const body = await response.text();
      return [
        response.status(),
        body
          .replaceAll(slug, 'SLUG')
          .replace(/nonce="[^"]+"/g, '')
          .replace(/\b1\d{12}\b/g, ''),
      ];
    };
    expect(await send(PRIVATE), action).toEqual(await send(NOWHERE));
  }
});
