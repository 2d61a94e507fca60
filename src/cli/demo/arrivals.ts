import { newId } from '../../platform/ids.ts';
import { cast, charter, FOUNDER } from './cast.ts';
import type { Neighbour } from './cast.ts';
import { drawPortrait } from './drawing/portrait.ts';
import type { Act, Stage } from './stage.ts';
import { ago } from './when.ts';

const MINUTE = 60_000;

/** The first person comes in and founds the community. */
export function founding(stage: Stage): Act {
  const founder = cast.find(({ handle }) => handle === FOUNDER)!;
  return {
    at: ago(founder.joined, stage.now),
    async do() {
      await register(stage, founder, stage.pass);
      await stage.as(FOUNDER).act('communities.found', {
        ...charter,
        id: stage.communityId,
        slug: stage.slug,
        name: stage.name,
      });
    },
  };
}

/** Everybody else: invited by somebody, introducing themselves, greeted by some. Then what hosts do besides. */
export function arrivals(stage: Stage): Act[] {
  const others = cast.filter(({ handle }) => handle !== FOUNDER);
  return [...others.flatMap((one) => arrival(stage, one)), ...openInvites(stage), secondHost(stage)];
}

function arrival(stage: Stage, person: Neighbour): Act[] {
  const at = ago(person.joined, stage.now);
  const joining: Act = { at, do: () => join(stage, person) };
  const greetings = person.greetedBy.map((handle, index) => ({
    at: Math.min(at + (index + 1) * 47 * MINUTE, stage.now),
    do: () =>
      stage
        .as(handle)
        .act('communities.greet', { communityId: stage.communityId, to: stage.idOf(person.handle) }),
  }));
  return [joining, ...greetings];
}

async function join(stage: Stage, person: Neighbour): Promise<void> {
  const { communityId } = stage;
  const email = stage.emailOf(person.handle);
  const invite = await stage
    .as(person.invitedBy)
    .act('communities.invite', { communityId, id: newId(stage.clock.at), email });
  await register(stage, person, invite.code);
  await stage
    .as(person.handle)
    .act('communities.join', { code: invite.code, introduction: person.introduction, agreed: true });
}

/** Comes in like anybody at the door, dresses, and leaves no session behind. */
async function register(stage: Stage, person: Neighbour, pass: string): Promise<void> {
  const stranger = stage.app.visitAs({ personId: null, scopes: null, address: 'demo' });
  const { personId } = await stranger.act('accounts.register', {
    pass,
    handle: stage.handleOf(person.handle),
    name: person.name,
    email: stage.emailOf(person.handle),
    password: stage.password,
    language: person.language,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  });
  const cookie = stranger.cookies.map((one) => one.split(';')[0]).join('; ');
  const seated = await stage.app.visit({ headers: new Headers({ cookie }), address: 'demo' });
  await seated.act('accounts.sign-out', {});
  stage.enter(person.handle, personId);
  const { about, interests } = person;
  await stage.as(person.handle).act('accounts.change-profile', { about, interests });
  if (person.portrait) {
    const content = await drawPortrait(person.portrait);
    await stage
      .as(person.handle)
      .act('accounts.change-picture', { name: 'me.png', mime: 'image/png', content });
  }
}

/** A link that has not been used up, and a letter that has not been answered. */
function openInvites(stage: Stage): Act[] {
  const invite = (when: string, handle: string, more: { email?: string; uses?: number }): Act => ({
    at: ago(when, stage.now),
    do: () =>
      stage
        .as(handle)
        .act('communities.invite', { communityId: stage.communityId, id: newId(stage.clock.at), ...more }),
  });
  return [
    invite('5d 20:12', 'mia', { uses: 3 }),
    invite('2d 18:40', 'greta', { email: 'wanda.from.number.28@example.org' }),
  ];
}

function secondHost(stage: Stage): Act {
  const { communityId } = stage;
  return {
    at: ago('60d 18:00', stage.now),
    do: () => stage.as(FOUNDER).act('communities.make-host', { communityId, personId: stage.idOf('jonas') }),
  };
}

/** Yesterday evening everybody has read everything, so that what came since then is new. */
export function parting(stage: Stage): Act {
  return { at: ago('1d 20:30', stage.now), do: () => readAll(stage) };
}

async function readAll(stage: Stage): Promise<void> {
  const { communityId } = stage;
  for (const handle of stage.everybody()) {
    const places = await stage.as(handle).read('conversations.list-places', { communityId });
    for (const { id, lastNumber } of [...places.rooms, ...places.threads, ...places.directs]) {
      await stage
        .as(handle)
        .act('conversations.mark-read', { communityId, conversationId: id, number: lastNumber });
    }
  }
}
