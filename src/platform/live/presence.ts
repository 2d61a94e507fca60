import type { Word } from '../bridge/index.ts';

/** So many ids fit into one word whatever carries it. */
export const MOST_IDS = 150;

type Moved = Extract<Word, { kind: 'moved' }>;
type Whole = Extract<Word, { kind: 'whole' }>;

interface Told {
  n: number;
  people: Set<string>;
}

/**
 * What this process tells the others of who is here with it. Each word has a number and names the one before, so that
 * who has missed one notices. Knows no clock and no wire.
 */
export function ownPresence() {
  const told = new Map<string, Told>();
  let last = 0;

  function step(communityId: string, came: string[], went: string[]): Moved {
    const before = told.get(communityId) ?? { n: 0, people: new Set() };
    const people = new Set([...before.people, ...came]);
    for (const one of went) people.delete(one);
    const n = ++last;
    if (people.size) told.set(communityId, { n, people });
    else told.delete(communityId);
    return { kind: 'moved', communityId, after: before.n, n, came, went };
  }

  function whole(communityId: string): Whole[] {
    const { n, people } = told.get(communityId) ?? { n: 0, people: [] };
    const parts = inParts([...people]);
    return parts.map((some, part) => ({
      ...{ kind: 'whole', communityId, n, part, parts: parts.length, people: some },
    }));
  }

  const wholes = () => [...told.keys()].flatMap(whole);

  return {
    /** The words for those of these people whose being here has changed since it was told. */
    changed(communityId: string, people: string[], isHere: (personId: string) => boolean): Word[] {
      const known = told.get(communityId)?.people;
      const came = people.filter((one) => isHere(one) && !known?.has(one));
      const went = people.filter((one) => !isHere(one) && known?.has(one));
      if (came.length + went.length === 0) return [];
      const [coming, going] = [inParts(came), inParts(went)];
      return Array.from({ length: Math.max(coming.length, going.length) }, (_, at) =>
        step(communityId, coming[at] ?? [], going[at] ?? []),
      );
    },
    /** What has been told of a community and not been taken back, said again. */
    told: (communityId: string): Word[] => (told.has(communityId) ? whole(communityId) : []),
    /** What this process, `me`, has to say to a word of another one. */
    answerTo(word: Word, me: string): Word[] {
      if (word.kind !== 'who' || (word.of !== null && word.of !== me)) return [];
      return word.communityId ? whole(word.communityId) : wholes();
    },
    /** What is to be said and asked after words may have been lost. */
    anew: (): Word[] => [{ kind: 'anew' }, ...wholes(), { kind: 'who', communityId: null, of: null }],
    isAlone: () => told.size === 0,
  };
}

/** One part at least. */
export function inParts<T>(all: T[], most = MOST_IDS): T[][] {
  const parts = Array.from({ length: Math.ceil(all.length / most) }, (_, at) =>
    all.slice(at * most, (at + 1) * most),
  );
  return parts.length ? parts : [[]];
}
