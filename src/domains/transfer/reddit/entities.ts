const ESCAPED = /&(amp|lt|gt);/g;
const CHARACTERS: Record<string, string> = { amp: '&', lt: '<', gt: '>' };

/** Undoes the escaping that Reddit lays over all of its text. Once only: a written `&amp;lt;` means `&lt;`. */
export function decoded(text: string): string {
  return text.includes('&') ? text.replace(ESCAPED, (_, name: string) => CHARACTERS[name]!) : text;
}
