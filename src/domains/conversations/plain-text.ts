/* Signs that markdown or the finding of links may make something of: these, and a dot or two strokes before a word. */
const SIGNS = /[\\`*_[\]<>&|~@]|(?! |\n)[\s\p{Cc}]|\/\/|\.[^\s.,;:!?"')]/u;
/* Lists, headings, rules and code begin a line with something else. */
const UNUSUAL_START = /^[^A-Za-z"'(\u00c0-\uffff\n]/m;

/**
 * The HTML of a text in which markdown finds nothing but paragraphs, the same as markdown makes of it in a fraction of
 * the time; null for every other text.
 */
export function plainHtml(body: string): string | null {
  const lines = body.includes('\r') ? body.replace(/\r\n?/g, '\n') : body;
  if (SIGNS.test(lines) || UNUSUAL_START.test(lines)) return null;
  const text = lines.trim().replace(/"/g, '&quot;');
  if (!text.includes('\n')) return text && `<p>${text}</p>`;
  return text
    .split(/\n{2,}/)
    .map((paragraph) => `<p>${paragraph.trim().replace(/ *\n/g, '<br>\n')}</p>`)
    .join('\n');
}
