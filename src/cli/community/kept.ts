import type { KeptCommunity, Role } from '../../domains/communities/index.ts';
import type { Asked } from '../command.ts';
import { inHouse } from '../in-house.ts';

export async function list({ say, answer }: Asked): Promise<void> {
  const all = await inHouse(async (app) => (await keeper()).list(app.store.read));
  for (const line of all.map(summary)) say(line);
  if (all.length === 0) say('There is no community here yet.');
  answer(all);
}

export async function show({ words: [slug], say, answer }: Asked): Promise<void> {
  const one = await inHouse(async (app) => (await keeper()).get(app.store.read, slug!));
  say(summary(one));
  if (one.purpose) say(`  ${one.purpose}`);
  say(
    `  founded ${day(one.createdAt)}, ${one.listed ? 'listed' : 'private'}, at most ${one.sizeLimit} members`,
  );
  for (const agreement of one.agreements) say(`  - ${agreement}`);
  answer(one);
}

export async function members({ words: [slug], say, answer }: Asked): Promise<void> {
  const all = await inHouse(async (app) => (await keeper()).listMembers(app.store.read, slug!));
  for (const { person, role, joinedAt } of all) {
    say(`${day(joinedAt)}  ${role.padEnd(6)}  ${person.handle}  ${person.name}`);
  }
  answer(all);
}

export async function setRole({ words, say, answer }: Asked, role: Role): Promise<void> {
  const [slug, handle] = words as [string, string];
  const view = await inHouse(async (app) =>
    (await keeper()).setRole(app.store, { slug, handle, role }, Date.now()),
  );
  say(`${view.person.name} is a ${role} of ${slug} now.`);
  answer(view);
}

async function keeper() {
  const { communities } = await import('../../domains/communities/index.ts');
  return communities.keeper;
}

function summary({ slug, name, memberCount, hosts }: KeptCommunity): string {
  const who = hosts.map((host) => host.name).join(', ');
  return `${slug}  ${name}, ${memberCount} ${memberCount === 1 ? 'member' : 'members'}, hosted by ${who}`;
}

const day = (at: number) => new Date(at).toISOString().slice(0, 10);
