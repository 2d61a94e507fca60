import type { Plugin } from 'vite';

const SLOW = 'new Intl.PluralRules(locale, options)';

/** Paraglide makes the rules of a language anew for each word in the plural, which costs more than the page around it. */
export function cachedPlurals(): Plugin {
  return {
    name: 'kith-cached-plurals',
    transform(code, id) {
      if (!id.endsWith('/words/registry.js')) return undefined;
      if (!code.includes(SLOW)) throw new Error('Paraglide writes its plurals in another way now.');
      return `const rules = new Map();
const rulesOf = (locale) => rules.get(locale) ?? (rules.set(locale, new Intl.PluralRules(locale)), rules.get(locale));
${code.replace(SLOW, 'rulesOf(locale)')}`;
    },
  };
}
