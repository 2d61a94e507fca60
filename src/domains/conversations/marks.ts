import { prepared } from '../../platform/db/index.ts';
import type { Db } from '../../platform/db/index.ts';
import type { ReadingRow } from './tables.ts';

/**
 * Moves a person's marks in a conversation; what is not given stays, and the read number only rises. Who begins to
 * follow hears it as closely as usual.
 */
export async function setReading(
  db: Db,
  key: Pick<ReadingRow, 'community_id' | 'person_id' | 'conversation_id'>,
  change: { read?: number; level?: string; following?: boolean; why?: string },
  defaults: { level: string; following: boolean },
): Promise<void> {
  const { read = 0, level = null, why = null } = change;
  const following = change.following === undefined ? null : Number(change.following);
  await putReading(db, {
    ...{ ...key, read, level, following, why },
    usualLevel: defaults.level,
    firstLevel: level ?? defaults.level,
    firstFollowing: following ?? Number(defaults.following),
    firstWhy: why ?? 'read',
  });
}

/** What is null stays as it is; `first` is for who had no marks here before. */
type Marks = Pick<ReadingRow, 'community_id' | 'person_id' | 'conversation_id'> & {
  read: number;
  level: string | null;
  following: number | null;
  why: string | null;
  usualLevel: string;
  firstLevel: string;
  firstFollowing: number;
  firstWhy: string;
};

const putReading = prepared((db, given: Marks) =>
  db
    .insertInto('reading')
    .values({
      community_id: given.community_id,
      person_id: given.person_id,
      conversation_id: given.conversation_id,
      read_number: given.read,
      level: given.firstLevel,
      following: given.firstFollowing,
      why: given.firstWhy,
      settled: 0,
    })
    .onConflict((conflict) =>
      conflict.columns(['community_id', 'person_id', 'conversation_id']).doUpdateSet((old) => ({
        read_number: old
          .case()
          .when('reading.read_number', '<', given.read)
          .then(given.read)
          .else(old.ref('reading.read_number'))
          .end(),
        level: old.fn.coalesce(
          old.val(given.level),
          old
            .case()
            .when(
              old.and([
                old('reading.following', '=', 0),
                old('reading.level', '=', 'mentions'),
                old(old.val(given.following), '=', old.lit(1)),
              ]),
            )
            .then(old.val(given.usualLevel))
            .else(old.ref('reading.level'))
            .end(),
        ),
        following: old.fn.coalesce(old.val(given.following), old.ref('reading.following')),
        why: old.fn.coalesce(old.val(given.why), old.ref('reading.why')),
      })),
    ),
);
