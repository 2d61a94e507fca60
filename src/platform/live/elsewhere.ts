import type { Word } from '../bridge/index.ts';

/** Whoever has said nothing for so long is dead, or cannot be heard. */
const SILENT_MS = 7000;

interface There {
  n: number;
  people: Set<string>;
  /** Parts of a whole that has not arrived as a whole yet. */
  parts: Map<number, string[]>;
}

/** Who may have come or gone, by community, and what is to be asked. */
export interface Learned {
  moved: [communityId: string, people: string[]][];
  ask: Word[];
}

type Saying<Kind> = Extract<Word, { kind: Kind }>;
const NOTHING: Learned = { moved: [], ask: [] };

/**
 * Who is here with the other processes, by what they say. Who is here with two is here until both say otherwise, and who
 * was with a process that has gone silent is not here any more. Knows no clock and no wire: words come with their time.
 */
export function elsewhere(silentMs = SILENT_MS) {
  const spoke = new Map<string, number>();
  const places = new Map<string, Map<string, There>>();

  const has = (communityId: string, personId: string): boolean =>
    [...(places.get(communityId)?.values() ?? [])].some(({ people }) => people.has(personId));

  /** Puts in place what a process says of a community; answers those for whom that makes a difference. */
  function put(communityId: string, process: string, n: number, people: Set<string>): string[] {
    const place = places.get(communityId)!;
    const before = place.get(process)?.people ?? new Set<string>();
    const moved = [...new Set([...before, ...people])].filter((one) => before.has(one) !== people.has(one));
    place.delete(process);
    const changed = moved.filter((one) => !has(communityId, one));
    if (people.size) place.set(process, { n, people, parts: new Map() });
    return changed;
  }

  function drop(process: string): Learned {
    spoke.delete(process);
    const moved = [...places.keys()].map((id): [string, string[]] => [id, put(id, process, 0, new Set())]);
    return { moved: moved.filter(([, people]) => people.length), ask: [] };
  }

  function hearMoved(from: string, { communityId, after, n, came, went }: Saying<'moved'>): Learned {
    const known = places.get(communityId)?.get(from);
    if (n <= (known?.n ?? 0)) return NOTHING;
    const ask: Word[] = [{ kind: 'who', communityId, of: from }];
    if (after !== (known?.n ?? 0))
      return { moved: [[communityId, put(communityId, from, 0, new Set())]], ask };
    const people = new Set([...(known?.people ?? []), ...came].filter((one) => !went.includes(one)));
    return { moved: [[communityId, put(communityId, from, n, people)]], ask: [] };
  }

  function hearWhole(from: string, { communityId, n, part, parts, people }: Saying<'whole'>): Learned {
    const place = places.get(communityId)!;
    const known = place.get(from) ?? { n: 0, people: new Set(), parts: new Map<number, string[]>() };
    if (n > 0 && n <= known.n) return NOTHING;
    const gathered = part === 0 ? new Map([[0, people]]) : known.parts.set(part, people);
    place.set(from, { ...known, parts: gathered });
    if (gathered.size < parts) return NOTHING;
    return {
      moved: [[communityId, put(communityId, from, n, new Set([...gathered.values()].flat()))]],
      ask: [],
    };
  }

  function learn(from: string, word: Word): Learned {
    if (word.kind === 'gone' || word.kind === 'anew') return drop(from);
    if (word.kind === 'moved' && places.has(word.communityId)) return hearMoved(from, word);
    if (word.kind === 'whole' && places.has(word.communityId)) return hearWhole(from, word);
    return NOTHING;
  }

  return {
    has,
    here: (communityId: string): Set<string> =>
      new Set([...(places.get(communityId)?.values() ?? [])].flatMap(({ people }) => [...people])),
    /** Takes in a word; one from a process that was not known, or had gone silent, makes all be asked of it. */
    hear(from: string, word: Word, now: number): Learned {
      const isKnown = spoke.has(from) || word.kind === 'gone';
      const { moved, ask } = learn(from, word);
      if (word.kind !== 'gone') spoke.set(from, now);
      return { moved, ask: isKnown ? ask : [{ kind: 'who', communityId: null, of: from }] };
    },
    /** Forgets whoever has been silent for too long. */
    passTime(now: number): Learned['moved'] {
      const silent = [...spoke].filter(([, at]) => now - at > silentMs).map(([process]) => process);
      return silent.flatMap((process) => drop(process).moved);
    },
    /** From now on words about this community count, or no more. */
    follow: (communityId: string) => void (places.has(communityId) || places.set(communityId, new Map())),
    leave: (communityId: string) => void places.delete(communityId),
    /** Words may have been lost: nothing that was said counts. */
    forget: (): Learned['moved'] => [...spoke.keys()].flatMap((process) => drop(process).moved),
  };
}
