import { setImmediate as letOthers } from 'node:timers/promises';

const AT_ONCE = 500;

/**
 * Goes through very many rows in their order, a part at a time: `next` reads so many of those behind a row. Others come
 * in between, as reading from SQLite lets nobody in.
 */
export async function* inParts<Row extends Place, Place>(
  start: Place,
  next: (after: Place, most: number) => Promise<Row[]>,
): AsyncGenerator<Row[]> {
  let after: Place | undefined = start;
  while (after) {
    const rows: Row[] = await next(after, AT_ONCE);
    yield rows;
    after = rows[AT_ONCE - 1];
    await letOthers();
  }
}
