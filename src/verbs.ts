import type { z } from 'zod';
import { accounts } from './domains/accounts/index.ts';
import { communities } from './domains/communities/index.ts';
import { conversations } from './domains/conversations/index.ts';
import { transfer } from './domains/transfer/index.ts';
import type { AnyRead, AnyVerb, Viewer } from './platform/act.ts';
import type { Db } from './platform/db/index.ts';
import type { Fact } from './platform/facts.ts';
import type { Frame } from './platform/live/index.ts';

const domains = [accounts, communities, conversations, transfer] as const;
const declared = [
  ...accounts.verbs,
  ...communities.verbs,
  ...conversations.verbs,
  ...transfer.verbs,
] as const;
/** Every verb and read of the house, by its name. */
export const byName = new Map<string, AnyVerb | AnyRead>(
  declared.map((one) => [one.name, one as AnyVerb | AnyRead]),
);
/** What each domain is about, for those who read the API. */
export const subjects: Record<
  (typeof declared)[number]['name'] extends `${infer Domain}.${string}` ? Domain : never,
  string
> = {
  accounts: 'People, how they come in, and what they show of themselves.',
  communities: 'Communities, who belongs to them, and how one gets in.',
  conversations: 'Rooms, threads and directs, and all that is said in them.',
  transfer: 'Archives of other places that are brought in, and whose words they hold.',
};
/** What domains do when facts of others arrive. */
export const reactions = domains.flatMap((domain) => domain.reactions);
/** What browsers get for a fact, by its kind. */
export const frames = Object.assign({}, ...domains.map((domain) => domain.frames)) as Frames;

type Frames = Record<string, (db: Db, fact: Fact) => Promise<Frame | null>>;
type Declared = (typeof declared)[number];

/** What goes in and comes out of each verb and read, by its name. */
export type Verbs = {
  [One in Declared as One['name']]: {
    input: z.input<One['input']>;
    output: z.output<One['output']>;
    change: One['change'];
  };
};
export type VerbName = { [N in keyof Verbs]: Verbs[N]['change'] extends true ? N : never }[keyof Verbs];
export type ReadName = Exclude<keyof Verbs, VerbName>;

/** The house as one visitor meets it. */
export interface Visit {
  viewer: Viewer;
  /** Set-Cookie headers that verbs have asked for so far; whoever answers sends them. */
  cookies: string[];
  act<N extends VerbName>(name: N, input: Verbs[N]['input']): Promise<Verbs[N]['output']>;
  read<N extends ReadName>(name: N, input: Verbs[N]['input']): Promise<Verbs[N]['output']>;
}
