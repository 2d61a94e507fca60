import type { Node } from 'libpg-query';
import { knotOf, tie, whole } from './knots.ts';
import type { Knot } from './knots.ts';
import { columnOf, equalSides, isValue } from './syntax.ts';

/** What a query reads from, by the names that it gives. */
export interface Scope {
  around: Scope | null;
  places: Map<string, Place>;
  /** Named queries before it (`with`). */
  named: Map<string, Outputs>;
}

/** The knot of each column that a query gives and that says of which community its row is. */
export type Outputs = Map<string, Knot>;

export interface Place {
  table: string | null;
  columns: Outputs;
}

/** A table in a scope. `community` itself is there for all, and its `id` ties rows like their `community_id`. */
export function tablePlace(table: string, owned: ReadonlySet<string>): Place {
  if (owned.has(table)) return { table, columns: new Map([['community_id', knotOf(table)]]) };
  return { table, columns: table === 'community' ? new Map([['id', knotOf()]]) : new Map() };
}

/** The knot that a column belongs to, and whether that is of this very query. */
export function lookUp(scope: Scope, node: Node | undefined): { knot: Knot; here: boolean } | null {
  const [column, alias] = columnOf(node)?.toReversed() ?? [];
  for (let at: Scope | null = scope; at; at = at.around) {
    const places = alias === undefined ? [...at.places.values()] : [at.places.get(alias)];
    for (const place of places) {
      const knot = place?.columns.get(column ?? '');
      if (knot) return { knot, here: at === scope };
    }
    if (places.some(Boolean) && alias !== undefined) return null;
  }
  return null;
}

/** Ties what a condition says to be of the same community. */
export function tieBy(scope: Scope, condition: Node): void {
  for (const [left, rights] of equalSides(condition)) {
    if (rights.every(isValue)) name(scope, left);
    else if (isValue(left) && rights.length === 1) name(scope, rights[0]!);
    else if (rights.length === 1) tieColumns(scope, left, rights[0]!);
  }
}

function name(scope: Scope, column: Node): void {
  const found = lookUp(scope, column);
  if (found?.here) whole(found.knot).named = true;
}

function tieColumns(scope: Scope, left: Node, right: Node): void {
  const [one, other] = [lookUp(scope, left), lookUp(scope, right)];
  if (!one || !other) return;
  if (one.here && other.here) tie(one.knot, other.knot);
  else if (one.here) whole(one.knot).around.push(other.knot);
  else if (other.here) whole(other.knot).around.push(one.knot);
}
