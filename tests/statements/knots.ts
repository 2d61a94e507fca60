/** Tables whose rows in a statement are all of the same community. */
export interface Knot {
  /** The knot that this one was tied into. */
  into: Knot | null;
  tables: string[];
  /** Whether the statement names the community, by a value. */
  named: boolean;
  /** Knots of queries around this one whose community its rows must be of. */
  around: Knot[];
}

/** A knot of one table, or of what a sub-query gives. */
export const knotOf = (...tables: string[]): Knot => ({ into: null, tables, named: false, around: [] });

export function whole(knot: Knot): Knot {
  return knot.into ? whole(knot.into) : knot;
}

/** Rows of both are of the same community. */
export function tie(one: Knot, other: Knot): void {
  const [a, b] = [whole(one), whole(other)];
  if (a === b) return;
  b.into = a;
  a.tables.push(...b.tables);
  a.around.push(...b.around);
  a.named ||= b.named;
}

/** Whether the statement says of which community its rows are, here or in a query around. */
export const isNamed = (knot: Knot): boolean => whole(knot).named || aroundOf(knot).some(isNamed);

/** The outermost knot that this one hangs on: two with the same one have their rows in the same place. */
export function root(knot: Knot): Knot {
  const outer = aroundOf(knot);
  const next = whole(knot).named ? undefined : (outer.find(isNamed) ?? outer[0]);
  return next ? root(next) : whole(knot);
}

const aroundOf = (knot: Knot): Knot[] => whole(knot).around.filter((one) => whole(one) !== whole(knot));
