import type { Difference, Moved } from '../../domains/transfer/index.ts';

/** Each table that differs, in a line. */
export const sayDifferences = (differences: Difference[]): string[] =>
  differences.map(({ table, wanted, found }) => {
    if (!found) return `  ${table}: missing`;
    if (!wanted) return `  ${table}: nothing of the kind was there`;
    if (wanted.rows !== found.rows)
      return `  ${table}: ${number(found.rows)} rows instead of ${number(wanted.rows)}`;
    return `  ${table}: as many rows, with other content`;
  });

/** How many rows all tables have together. */
export const sayRows = (tables: Moved['tables']): string =>
  number(Object.values(tables).reduce((sum, { rows }) => sum + rows, 0));

/** How many uploaded files there are. */
export const sayFiles = (count: number) => (count === 1 ? '1 file' : `${number(count)} files`);

export const number = (count: number) => count.toLocaleString('en');

export const megabytes = (bytes: number) => `${(bytes / 1024 ** 2).toFixed(1)} MB`;
