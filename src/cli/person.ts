import { conflict } from '../platform/errors.ts';
import type { Asked, Command } from './command.ts';
import { misused, Wrong } from './command.ts';
import { inHouse } from './in-house.ts';

type Part = { words: number; run(asked: Asked): Promise<void> };

const parts: Record<string, Part> = {
  list: { words: 0, run: list },
  'reset-link': { words: 1, run: resetLink },
  'sign-out': { words: 1, run: signOut },
  erase: { words: 1, run: erase },
  'founding-link': { words: 0, run: foundingLink },
};

export const command: Command = {
  name: 'person',
  does: 'Shows the people of this installation, and lets them in again who have lost their password.',
  usage: [
    'person list  all people with an account',
    'person list --imported  authors who came in with an archive',
    'person reset-link HANDLE  makes a link to set a new password; it works once, within an hour',
    'person sign-out HANDLE  ends all sessions of a person, as when a device was lost',
    'person erase HANDLE --yes  erases a person’s account for good; what they said stays, as a former member’s',
    'person erase HANDLE --yes --words  the same, with all that they have said',
    'person founding-link  makes a new link for the first person, while there is nobody yet',
  ],
  options: {
    imported: { type: 'boolean', does: 'list: the authors of archives instead' },
    yes: { type: 'boolean', does: 'erase: it cannot be taken back, so it wants to be said' },
    words: { type: 'boolean', does: 'erase: empty all their messages as well' },
  },
  run(asked) {
    const [name = '', ...words] = asked.words;
    const part = Object.hasOwn(parts, name) ? parts[name] : undefined;
    if (!part || words.length !== part.words) throw misused(command, asked.words);
    return part.run({ ...asked, words });
  },
};

async function list({ options, say, answer }: Asked): Promise<void> {
  const who = options.imported ? 'imported' : 'accounts';
  const people = await inHouse(async (app) => (await keeper()).list(app.store.read, who));
  for (const { handle, name, email, usedAt } of people) {
    const seen = usedAt === null ? '' : `last seen ${new Date(usedAt).toISOString().slice(0, 10)}`;
    say([handle.padEnd(20), name, email ?? '', seen].filter(Boolean).join('  ').trimEnd());
  }
  if (people.length === 0) say(NOBODY[who]);
  answer(people);
}

const NOBODY = {
  accounts: 'There is nobody yet. `kith person founding-link` lets the first person in.',
  imported: 'No archive has brought anybody in.',
};

async function resetLink({ words: [who], say, answer }: Asked): Promise<void> {
  const url = await inHouse(async (app) => (await keeper()).resetLink(app.store, app.services, who!));
  say(url);
  answer({ url });
}

async function signOut({ words: [who], say, answer }: Asked): Promise<void> {
  await inHouse(async (app) => (await keeper()).signOut(app.store, who!));
  say(`All sessions of ${who} have ended.`);
  answer({});
}

async function erase({ words: [who], options, say, answer }: Asked): Promise<void> {
  if (!options.yes) throw new Wrong(`erasing ${who} cannot be taken back. Say it again with --yes.`);
  const words = options.words ? 'go' : 'stay';
  const { id, handle, name } = await inHouse(async (app) =>
    (await keeper()).erase(app.store, app.services, { who: who!, words }, Date.now()),
  );
  say(`The account of ${name} is erased.`);
  answer({ id, handle });
}

async function foundingLink({ say, answer }: Asked): Promise<void> {
  const { linkOrigin } = await import('../platform/config.ts');
  const url = await inHouse((app, config) => app.foundingLink(linkOrigin(config)));
  if (url === null) throw comeIn();
  say(url);
  answer({ url });
}

const comeIn = () =>
  conflict(
    'somebody-came-in',
    'Somebody has come in already. Who is a member of a community can invite others.',
  );

async function keeper() {
  const { accounts } = await import('../domains/accounts/index.ts');
  return accounts.keeper;
}
