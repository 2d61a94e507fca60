export type Language = 'en' | 'es';

export const languages: readonly Language[] = ['en', 'es'];
export const LANGUAGE_COOKIE = 'kith-language';

/** The language to answer in: what the person set, else what this browser chose before, else what it asks for. */
export function pickLanguage(
  person: string | null | undefined,
  cookie: string | null | undefined,
  accept: string | null | undefined,
): Language {
  return known(person) ?? known(cookie) ?? firstAccepted(accept) ?? 'en';
}

function firstAccepted(accept: string | null | undefined): Language | undefined {
  const wishes = (accept ?? '').split(',').map(readWish);
  wishes.sort((a, b) => b.weight - a.weight);
  return wishes
    .filter((wish) => wish.weight > 0)
    .map((wish) => known(wish.tag))
    .find((language) => language !== undefined);
}

function readWish(text: string): { tag: string; weight: number } {
  const [tag = '', ...parameters] = text.trim().split(';');
  const q = parameters.map((one) => /^\s*q=([\d.]+)\s*$/.exec(one)?.[1]).find((value) => value !== undefined);
  return { tag, weight: q === undefined ? 1 : Number(q) };
}

function known(tag: string | null | undefined): Language | undefined {
  const base = (tag ?? '').toLowerCase().split('-')[0];
  return languages.find((language) => language === base);
}
