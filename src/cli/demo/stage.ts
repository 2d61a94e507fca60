import { randomInt } from 'node:crypto';
import { freeHandles } from '../../domains/accounts/index.ts';
import type { App, Visit } from '../../app.ts';
import { newId } from '../../platform/ids.ts';
import { cast } from './cast.ts';
import { ago } from './when.ts';

export interface Clock {
  at: number;
}

/** Something that somebody does at a time; times are UTC milliseconds. */
export interface Act {
  at: number;
  do(): Promise<unknown>;
}

export type Stage = Awaited<ReturnType<typeof openStage>>;

/** What all acts share: who is who in this house, and where they meet. */
export async function openStage(app: App, clock: Clock, pass: string, slug: string) {
  const now = clock.at;
  const wanted = cast.map(({ handle, name }) => ({ id: newId(), wanted: handle, name, bot: false }));
  const free = await freeHandles(app.store.read, wanted);
  const handles = new Map(wanted.map((one) => [one.wanted, free.get(one.id)!]));
  const people = new Map<string, { id: string; visit: Visit }>();
  const handleOf = (handle: string) => handles.get(handle)!;
  return {
    app,
    clock,
    now,
    pass,
    slug,
    name: 'Green Street',
    communityId: newId(now - LIFE_MS),
    password: newPassword(),
    handleOf,
    emailOf: (handle: string) => `${handleOf(handle)}@green-street.example`,
    /** From now on this person acts in their own name. */
    enter(handle: string, id: string): void {
      people.set(handle, { id, visit: app.visitAs({ personId: id, scopes: null, address: 'demo' }) });
    },
    idOf: (handle: string) => personOf(people, handle).id,
    as: (handle: string) => personOf(people, handle).visit,
    /** An hour after somebody came, when they have looked around. */
    settledAt: (handle: string) => ago(cast.find((one) => one.handle === handle)!.joined, now) + HOUR_MS,
    everybody: () => [...people.keys()],
    /** Mentions of people by the handles that they really have here. */
    worded: (text: string) =>
      text.replace(/@([a-z]+)/g, (whole, handle: string) =>
        handles.has(handle) ? `@${handleOf(handle)}` : whole,
      ),
  };
}

const HOUR_MS = 3_600_000;
const LIFE_MS = 62 * 86_400_000;

function personOf<T>(people: Map<string, T>, handle: string): T {
  const person = people.get(handle);
  if (!person) throw new Error(`${handle} is not on the stage yet`);
  return person;
}

const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';

/** Four groups of four, without what is mistaken for each other: 79 bits of chance. */
function newPassword(): string {
  const letter = () => LETTERS[randomInt(LETTERS.length)]!;
  return Array.from({ length: 4 }, () => Array.from({ length: 4 }, letter).join('')).join('-');
}
