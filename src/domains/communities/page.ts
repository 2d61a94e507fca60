import { invalid } from '../../platform/errors.ts';

interface Keyed<Row> {
  key: string;
  id: string;
  row: Row;
}

type Place = Pick<Keyed<unknown>, 'key' | 'id'>;

/**
 * A page of a list that fits into memory, as a community's members do: sorted by key as people expect names to
 * be, then by id. The cursor is the last place shown, so it holds when that entry has gone.
 */
export function pageAfter<Row>(all: Keyed<Row>[], cursor: string | undefined, limit: number) {
  const after = cursor === undefined ? null : readCursor(cursor);
  const left = all.sort(inOrder).filter((one) => !after || inOrder(one, after) > 0);
  const shown = left.slice(0, limit);
  return { rows: shown.map((one) => one.row), next: left.length > limit ? writeCursor(shown.at(-1)!) : null };
}

const collator = new Intl.Collator('en', { numeric: true });

const inOrder = (a: Place, b: Place) =>
  collator.compare(a.key, b.key) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

const writeCursor = ({ key, id }: Place) => Buffer.from(JSON.stringify([key, id])).toString('base64url');

function readCursor(cursor: string): Place {
  const unreadable = invalid('cursor', 'bad-cursor', 'Begin the list again without a cursor.');
  try {
    const [key, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[];
    if (typeof key === 'string' && typeof id === 'string') return { key, id };
  } catch {
    throw unreadable;
  }
  throw unreadable;
}
