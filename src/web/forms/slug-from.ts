const LONGEST = 40;

/** An address made of a name: "Ñandú & Söhne!" gives "nandu-sohne". Empty where nothing usable is in it. */
export function slugFrom(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replace(/[^a-z0-9]+/g, '-');
  return plain.slice(0, LONGEST).replace(/^-+|-+$/g, '');
}

/** A handle made of a name: "Mia Okafor" gives "mia", or "mia.okafor" where the first is too short. */
export function handleFrom(name: string): string {
  const [first = '', second = ''] = slugFrom(name).split('-');
  return first.length >= 2 || !second ? first.slice(0, 30) : `${first}.${second}`.slice(0, 30);
}
