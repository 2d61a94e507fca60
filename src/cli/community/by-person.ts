import type { App, Visit } from '../../app.ts';
import { newId } from '../../platform/ids.ts';
import type { Asked } from '../command.ts';
import { Wrong } from '../command.ts';
import { inHouse } from '../in-house.ts';

export async function found({ words: [slug], options, say, answer }: Asked): Promise<void> {
  const name = textOf(options, 'name');
  if (!name) throw new Wrong('a community needs a name: --name NAME.');
  const by = inWhoseName(options);
  const charter = {
    ...{ id: newId(), slug: slug!, name, purpose: textOf(options, 'purpose') },
    ...{ sizeLimit: numberOf(options, 'size'), listed: options.listed === true },
  };
  const view = await inHouse(async (app) => (await visitAs(app, by)).act('communities.found', charter));
  say(`${view.name} is founded at /${view.slug}.`);
  answer(view);
}

export async function invite({ words: [slug], options, say, answer }: Asked): Promise<void> {
  const by = inWhoseName(options);
  const [email, uses] = [textOf(options, 'email'), numberOf(options, 'uses')];
  const expiresInDays = numberOf(options, 'days');
  const made = await inHouse(async (app) => {
    const visit = await visitAs(app, by);
    const { id: communityId } = await visit.read('communities.get', { slug });
    return visit.act('communities.invite', { communityId, id: newId(), email, uses, expiresInDays });
  });
  say(made.url);
  if (made.mail === 'sent') say(`It was sent to ${made.invite.email}.`);
  if (made.mail === 'failed') say('The mail server did not take it. Pass the link on another way.');
  answer(made);
}

function inWhoseName(options: Asked['options']): string {
  const handle = textOf(options, 'by');
  if (!handle) throw new Wrong('say in whose name: --by HANDLE.');
  return handle;
}

async function visitAs(app: App, handle: string): Promise<Visit> {
  const { loadAccount } = await import('../../domains/accounts/index.ts');
  const { id: personId } = await loadAccount(app.store.read, handle);
  return app.visitAs({ personId, scopes: null, address: 'command line' });
}

function textOf(options: Asked['options'], name: string): string | undefined {
  const value = options[name];
  return typeof value === 'string' ? value : undefined;
}

function numberOf(options: Asked['options'], name: string): number | undefined {
  const text = textOf(options, name);
  if (text === undefined) return undefined;
  if (!/^\d+$/.test(text)) throw new Wrong(`--${name} takes a whole number, not "${text}".`);
  return Number(text);
}
