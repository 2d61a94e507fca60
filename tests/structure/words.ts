import { parse } from 'svelte/compiler';
import type { SourceFile } from './files.ts';

const spokenAttributes = new Set([
  'alt',
  'title',
  'placeholder',
  'label',
  'aria-label',
  'aria-description',
  'aria-placeholder',
  'aria-roledescription',
  'aria-valuetext',
]);

type Node = { type: string; start: number; data?: string; name?: string; value?: unknown };

/** Words that a Svelte file shows and that Paraglide does not translate. */
export function literalWords(file: SourceFile): string[] {
  const found: string[] = [];
  const add = (node: Node, text: string) =>
    found.push(`${file.path}:${file.text.slice(0, node.start).split('\n').length} "${text.trim()}"`);
  walk(parse(file.text, { modern: true }).fragment, (node) => {
    if (node.type === 'Text' && isWord(node.data)) add(node, node.data!);
    if (node.type !== 'Attribute') return;
    if (!spokenAttributes.has(node.name!)) return false;
    return undefined;
  });
  return found;
}

const isWord = (text: string | undefined) =>
  /\p{L}{2,}/u.test((text ?? '').replace(/&\w+;/g, '').replaceAll('Kith', ''));

/** Visits a tree of Svelte's parser; where `visit` says false, it goes no deeper. */
function walk(value: unknown, visit: (node: Node) => boolean | undefined): void {
  if (Array.isArray(value)) for (const one of value) walk(one, visit);
  if (!value || typeof value !== 'object' || Array.isArray(value)) return;
  if ('type' in value && visit(value as Node) === false) return;
  for (const [key, inner] of Object.entries(value))
    if (key !== 'metadata' && key !== 'expression') walk(inner, visit);
}
