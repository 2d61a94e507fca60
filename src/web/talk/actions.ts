import { redirect } from '@sveltejs/kit';
import { newId } from '../live/id.ts';
import { hrefOf } from '../ui/unread.ts';
import type { Level } from '../views.ts';
import { sendSaid } from './send-said.ts';
import { doing, type Spot } from './spot.ts';

/** What the forms of a conversation do before scripts run; each leads back to where it happened. */
export const talkActions = {
  send: doing('send', async (spot) => redirect(303, at(spot, await send(spot)))),
  react: doing('react', async (spot) => redirect(303, at(spot, await react(spot)))),
  'take-back': doing('take-back', async (spot) => {
    const number = spot.said.number('number');
    await spot.kith.act('conversations.delete-message', { ...spot.where, number });
    redirect(303, at(spot, number));
  }),
  remove: doing('remove', async (spot) => {
    const number = spot.said.number('number');
    const reason = spot.said.text('reason');
    await spot.kith.act('conversations.remove-message', { ...spot.where, number, reason });
    redirect(303, at(spot, number));
  }),
  keep: doing('keep', async (spot) => redirect(303, await keep(spot))),
  read: doing('read', async ({ kith, said, where, place }) => {
    await kith.act('conversations.mark-read', { ...where, number: said.number('number') });
    redirect(303, place);
  }),
};

/** How one stands to a conversation, and whether it goes on. */
export const standingActions = {
  follow: doing('follow', async ({ kith, said, where }) => {
    const level = said.maybe('level') as Level | undefined;
    const following = said.maybe('following');
    const change = following === undefined ? { level } : { level, following: following === 'yes' };
    await kith.act('conversations.follow', { ...where, ...change });
  }),
  rename: doing('rename', async ({ kith, said, where }) => {
    await kith.act('conversations.change-room', { ...where, title: said.text('title') });
  }),
  close: doing('close', async ({ kith, said, where }) => {
    await kith.act('conversations.close', { ...where, reason: said.text('reason') });
  }),
  reopen: doing('reopen', async ({ kith, where }) => {
    await kith.act('conversations.close', { ...where, reason: null });
  }),
};

async function send({ kith, said, where }: Spot): Promise<number> {
  const editing = said.maybe('editing');
  if (editing) {
    await kith.act('conversations.edit-message', {
      ...where,
      number: Number(editing),
      body: said.text('body'),
    });
    return Number(editing);
  }
  return sendSaid(kith, said, where);
}

/** The button says message and emoji in one: `12 🌱`. Pressing one’s own takes it back. */
async function react({ kith, said, where }: Spot): Promise<number> {
  const [digits = '', emoji = ''] = said.text('react').split(' ');
  const number = Number(digits);
  const { messages } = await kith.read('conversations.list-messages', {
    ...where,
    ...{ after: number - 1, limit: 1 },
  });
  const people = messages[0]?.reactions.find((one) => one.emoji === emoji)?.people;
  const me = (await kith.read('accounts.me', {})).id;
  await kith.act('conversations.react', {
    ...where,
    number,
    emoji,
    on: !people?.some((one) => one.id === me),
  });
  return number;
}

async function keep({ kith, said, where, home }: Spot): Promise<string> {
  const thread = await kith.act('conversations.keep-as-thread', {
    ...where,
    id: said.maybe('id') ?? newId(),
    from: said.number('from'),
    to: said.number('to'),
    title: said.text('title'),
  });
  return hrefOf(home, thread);
}

const at = ({ place }: Spot, number: number) => `${place}?at=${number}#m${number}`;
