import type { Plugin } from 'vite';

interface Row {
  group?: number;
  order?: number;
  label: string;
  tags?: string[];
  unicode: string;
}

const COMPONENTS = 2;

const rowsIn = {
  en: () => import('emojibase-data/en/compact.json', { with: { type: 'json' } }),
  es: () => import('emojibase-data/es/compact.json', { with: { type: 'json' } }),
};

/** Serves `virtual:emoji/<language>`: the emoji of emojibase without skins and codes, a third of their size. */
export function emojiBook(): Plugin {
  const prefix = 'virtual:emoji/';
  return {
    name: 'kith-emoji-book',
    resolveId: (id) => (id.startsWith(prefix) ? `\0${id}` : undefined),
    async load(id) {
      if (!id.startsWith(`\0${prefix}`)) return undefined;
      const rows = await rowsIn[id.slice(prefix.length + 1) as keyof typeof rowsIn]();
      return `export const book = JSON.parse(${JSON.stringify(JSON.stringify(shrink(rows.default)))});`;
    },
  };
}

/** Groups of [character, name, tags], with only what counts as one emoji everywhere, so that every one can be sent. */
export function shrink(rows: Row[]): [number, [string, string, string][]][] {
  const kept = rows.filter((row) => row.group !== undefined && row.group !== COMPONENTS);
  kept.sort((a, b) => (a.order ?? 0) - (b.order ?? 0));
  return [...Map.groupBy(kept, (row) => row.group!)]
    .sort(([a], [b]) => a - b)
    .map(([group, found]) => [group, found.flatMap(entry)]);
}

function entry({ unicode, label, tags = [] }: Row): [string, string, string][] {
  const char = [unicode, unicode.replace(/\uFE0F$/, '')].find((one) => /^\p{RGI_Emoji}$/v.test(one));
  return char ? [[char, label, tags.join(' ')]] : [];
}
