import type { Staging } from './open-staging.ts';

/** Adds to a count that the staging file keeps. */
export function note(staging: Staging, name: string, more: number): void {
  if (more === 0) return;
  staging
    .statement(
      'insert into staged_note (name, value) values (?, ?) on conflict (name) do update set value = value + excluded.value',
    )
    .run(name, more);
}

export function noted(staging: Staging, name: string): number {
  const row = staging.statement('select value from staged_note where name = ?').get(name);
  return (row?.['value'] as number | undefined) ?? 0;
}
