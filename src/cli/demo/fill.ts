import { z } from 'zod';
import { accounts } from '../../domains/accounts/index.ts';
import { address, communities } from '../../domains/communities/index.ts';
import type { App } from '../../app.ts';
import { linkOrigin } from '../../platform/config.ts';
import { conflict } from '../../platform/errors.ts';
import { newSecret } from '../../platform/ids.ts';
import { parse } from '../../platform/input.ts';
import { arrivals, founding, parting } from './arrivals.ts';
import { cast, FOUNDER } from './cast.ts';
import { perform } from './perform.ts';
import { readScripts } from './scripts.ts';
import { openStage } from './stage.ts';
import type { Clock } from './stage.ts';

const SLUG = 'green-street';

export interface Told {
  community: string;
  address: string;
  people: number;
  messages: number;
  email: string;
  others: string;
  password: string;
}

/** Plays weeks of Green Street through the house's own verbs, with its clock moved along, up to now. */
export async function fill(app: App, clock: Clock, into: string | undefined): Promise<Told> {
  const slug = addressOf(into ?? SLUG);
  const pass = await passOfFounder(app, into === undefined ? undefined : slug);
  const stage = await openStage(app, clock, pass, slug);
  const scripts = await readScripts(stage.now);
  const acts = [
    founding(stage),
    ...arrivals(stage),
    ...scripts.flatMap((script) => perform(stage, script)),
    parting(stage),
  ];
  for (const act of acts.sort((a, b) => a.at - b.at)) {
    clock.at = act.at;
    await act.do();
  }
  clock.at = stage.now;
  return {
    community: stage.name,
    address: `${linkOrigin(app.config)}/${stage.slug}`,
    people: cast.length,
    messages: scripts.reduce((sum, script) => sum + script.lines.length, 0),
    email: stage.emailOf(FOUNDER),
    others: stage.emailOf('lena'),
    password: stage.password,
  };
}

/** Looked at before anybody comes in, as somebody would be left of what ends halfway. */
const addressOf = (said: string) =>
  (parse(z.object({ slug: address }), { slug: said }) as { slug: string }).slug;

/** The founding key of an empty house; a full one lets nobody in by that, so this run brings a pass of its own. */
async function passOfFounder(app: App, into: string | undefined): Promise<string> {
  const there = await communities.keeper.list(app.store.read);
  if (into !== undefined) {
    if (there.some(({ slug }) => slug === into)) throw addressTaken(into);
    const pass = newSecret();
    app.services.registrationPasses.push((_db, given) => Promise.resolve(given === pass));
    return pass;
  }
  const accountsThere = await accounts.keeper.list(app.store.read, 'accounts');
  const empty = there.length === 0 && accountsThere.length === 0;
  const link = empty && (await app.foundingLink(linkOrigin(app.config)));
  if (!link) throw notEmpty();
  return new URL(link).searchParams.get('key')!;
}

const addressTaken = (slug: string) =>
  conflict(
    'slug-taken',
    `there is a community at the address ${slug} already. Choose a different one.`,
    'slug',
  );

const notEmpty = () =>
  conflict(
    'not-empty',
    'there are people here already, and the demo would mingle with them. `--force-into ADDRESS` does it all the same.',
  );
