import { newId } from '../../../platform/ids.ts';
import { freeHandles, personCards } from '../../accounts/index.ts';
import type { ImportedPerson } from '../../accounts/index.ts';
import { slugOf } from '../../conversations/index.ts';
import type { Target } from './placing.ts';
import { knownTargets } from './sources.ts';

const MOST_REMEMBERED = 20_000;
const LONGEST_WANTED = 22;

/** Stands for all whom an archive counts and does not name. */
export const UNNAMED = '?';

export interface Author {
  id: string;
  handle: string;
  /** How the archive shows them, and how its mentions call them. */
  name: string;
  username: string;
}

/** An author who is new here; they come in together with their first message. */
export interface NewAuthor {
  key: string;
  person: ImportedPerson;
  aside: string | null;
}

/** Who is who in one community, as far as it was asked for. */
export interface AuthorBook {
  known: Map<string, Author>;
  /** Finds or makes up these people; the new ones are to be stored by whoever asks. */
  open(
    keys: Iterable<string>,
  ): Promise<{ people: Map<string, Author>; fresh: NewAuthor[]; handles: Map<string, string> }>;
}

export function authorBook(target: Target): AuthorBook {
  const known = new Map<string, Author>();
  return {
    known,
    async open(keys) {
      if (known.size > MOST_REMEMBERED) known.clear();
      const wanted = [...new Set(keys)];
      const unknown = wanted.filter((key) => !known.has(key));
      for (const [key, author] of await fromBefore(target, unknown)) known.set(key, author);
      const people = new Map<string, Author>();
      for (const key of wanted) if (known.has(key)) people.set(key, known.get(key)!);
      const fresh = wanted.filter((key) => !known.has(key)).map((key) => madeUp(target, key));
      const handles = await freeHandles(
        target.placing.store.read,
        fresh.map(({ person }) => person),
      );
      for (const { key, person } of fresh)
        people.set(key, authorOf(target, key, person.id, handles.get(person.id)!));
      return { people, fresh, handles };
    },
  };
}

/** Those whom an earlier import brought, or the members who have claimed them since. */
async function fromBefore(target: Target, keys: string[]): Promise<[string, Author][]> {
  const { store, source } = target.placing;
  const ids = await knownTargets(store.read, target.communityId, source, 'author', keys);
  const cards = await personCards(store.read, ids.values());
  // Who has erased their account since stays gone: nobody is made up anew in their place.
  return [...ids].map(([key, id]) => [key, authorOf(target, key, id, cards.get(id)?.handle ?? '')]);
}

function authorOf(target: Target, key: string, id: string, handle: string): Author {
  const { name, username } = staged(target, key);
  return { id, handle, name, username };
}

function madeUp(target: Target, key: string): NewAuthor {
  const { name, username, bot, aside } = staged(target, key);
  const wanted = `${target.placing.source}.${slugOf(username).slice(0, LONGEST_WANTED).replace(/-+$/, '')}`;
  return { key, person: { id: newId(), name, wanted, bot: bot === 1 }, aside };
}

interface StagedAuthor {
  name: string;
  username: string;
  bot: number;
  aside: string | null;
}

function staged({ placing }: Target, key: string): StagedAuthor {
  const row = placing.staging
    .statement('select name, username, bot, aside from staged_author where key = ?')
    .get(key) as StagedAuthor | undefined;
  if (row) return row;
  const name = key === UNNAMED ? 'Someone' : key;
  return { name, username: name, bot: 0, aside: null };
}
