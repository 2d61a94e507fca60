import type { Transport } from '@sveltejs/kit/hooks';
import { pack, unpack } from './pack.ts';

const LONG = 3;

/**
 * Long lists of plain things, such as messages, travel to the page packed: the general way looks at each value by itself,
 * which takes longer than drawing the page. What pages load is JSON by nature, as it comes from verbs.
 */
export const transport: Transport = {
  list: { encode: (value: unknown) => isLongList(value) && packOnce(value), decode: unpack },
};

/** A list of messages is the same one for all who see it. */
const packOnce = onceEach(pack);

function onceEach<In extends object, Out>(make: (from: In) => Out): (from: In) => Out {
  const made = new WeakMap<In, Out>();
  return (from) => {
    const known = made.get(from) ?? make(from);
    made.set(from, known);
    return known;
  };
}

const isLongList = (value: unknown): value is Record<string, unknown>[] =>
  Array.isArray(value) && value.length > LONG && value.every(isPlain);

function isPlain(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const kind = Object.getPrototypeOf(value) as unknown;
  return kind === Object.prototype || kind === null;
}
