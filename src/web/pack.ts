type Thing = Record<string, unknown>;

/** A list of things of one shape: the names of their parts once, what is the same in all once, and the rest by row. */
interface Packed {
  same: Thing;
  keys: string[];
  rows: unknown[][];
}

/** A list of plain things as JSON, about half as long as it would be; things of different shapes stay as they are. */
export function pack(list: Thing[]): string {
  const keys = Object.keys(list[0]!);
  if (!list.every((one) => hasShape(one, keys))) return JSON.stringify(list);
  const same: Thing = {};
  const differing = keys.filter((key) => {
    const value = list[0]![key];
    if (!list.every((one) => isSame(one[key], value))) return true;
    same[key] = value;
    return false;
  });
  const packed: Packed = { same, keys: differing, rows: list.map((one) => differing.map((key) => one[key])) };
  return JSON.stringify(packed);
}

/** The list that was packed. What was the same in all is not shared among them. */
export function unpack(text: string): Thing[] {
  const read = JSON.parse(text) as Thing[] | Packed;
  if (Array.isArray(read)) return read;
  const { same, keys, rows } = read;
  return rows.map((row) => ({
    ...structuredClone(same),
    ...Object.fromEntries(keys.map((key, at) => [key, row[at]])),
  }));
}

function hasShape(thing: Thing, keys: string[]): boolean {
  let count = 0;
  for (const key in thing) {
    if (thing[key] === undefined || keys[count] !== key) return false;
    count++;
  }
  return count === keys.length;
}

/** The same single thing, or nothing in both; what is deeper is not looked into. */
const isSame = (one: unknown, other: unknown): boolean =>
  one === other || (Array.isArray(one) && Array.isArray(other) && one.length === 0 && other.length === 0);
