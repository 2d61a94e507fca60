import MarkdownIt from 'markdown-it';
import { plainLine } from '../../platform/plain-line.ts';
import { plainHtml } from './plain-text.ts';

const MENTION = /(?<![\p{L}\p{N}@/])@([a-z0-9](?:[a-z0-9._-]{0,28}[a-z0-9])?)/giu;

/* Against texts that are written to be slow or to grow: tables fill up cells that nobody wrote, references repeat. */
const MOST_CELLS = 3000;
const LONGEST_HTML = 250_000;
const MOST_DELIMITERS = 3000;

const markdown = new MarkdownIt({ html: false, linkify: true, breaks: true, maxNesting: 20 });

markdown.renderer.rules.link_open = (tokens, index, options, _env, self) => {
  tokens[index]!.attrSet('rel', 'noopener noreferrer nofollow ugc');
  return self.renderToken(tokens, index, options);
};
// A picture on another site would tell that site who reads here, so it is shown as a link.
markdown.renderer.rules.image = (tokens, index) => {
  const token = tokens[index]!;
  const source = String(token.attrGet('src') ?? '');
  const { escapeHtml } = markdown.utils;
  return `<a href="${escapeHtml(source)}" rel="noopener noreferrer nofollow ugc">${escapeHtml(token.content || source)}</a>`;
};
// The page has the one heading of the first level; what people write stands under it.
for (const rule of ['heading_open', 'heading_close']) {
  markdown.renderer.rules[rule] = (tokens, index, options, _env, self) => {
    const token = tokens[index]!;
    token.tag = `h${Math.min(Number(token.tag.slice(1)) + 1, 6)}`;
    return self.renderToken(tokens, index, options);
  };
}
// A wide table scrolls by itself, and what scrolls must be reached by keys.
markdown.renderer.rules.table_open = () => '<div class="wide" tabindex="0"><table>\n';
markdown.renderer.rules.table_close = () => '</table></div>\n';
markdown.renderer.rules.text = (tokens, index, _options, env) => {
  const { mentions } = env as { mentions?: ReadonlyMap<string, string> };
  return withMentions(markdown.utils.escapeHtml(tokens[index]!.content), mentions);
};

/** The handles that a text mentions, without the @, in lower case, each once. Unknown ones included. */
export function mentionedHandles(body: string): string[] {
  return body.includes('@')
    ? [...new Set([...body.matchAll(MENTION)].map((match) => match[1]!.toLowerCase()))]
    : [];
}

/** Markdown as safe HTML. `mentions` maps handles to the names shown for them. */
export function render(body: string, mentions?: ReadonlyMap<string, string>): string {
  const html = (mentions?.size ? null : plainHtml(body)) ?? rendered(body, mentions);
  return html.length > LONGEST_HTML ? asWritten(body) : html;
}

function rendered(body: string, mentions: ReadonlyMap<string, string> | undefined): string {
  return isBearable(body) ? markdown.render(body, { mentions }).trimEnd() : asWritten(body);
}

/** No person writes so many signs; each may begin something that is looked for up to the end of its paragraph. */
function isBearable(body: string): boolean {
  if ((body.match(/[[*_~`|]/g)?.length ?? 0) > MOST_DELIMITERS) return false;
  const lines = body.split('\n');
  const columns = lines.reduce((most, line) => Math.max(most, line.split('|').length - 1), 0);
  return columns * lines.length <= MOST_CELLS;
}

const asWritten = (body: string) =>
  `<p>${markdown.utils.escapeHtml(body.trimEnd()).replaceAll('\n', '<br>\n')}</p>`;

/** The first words of a text without its markup. */
export const excerpt = plainLine;

/** Whether a text holds a link, for the search filter `has:link`. */
export const hasLink = (body: string): boolean => /\bhttps?:\/\/\S|\]\(\s*\S/i.test(body);

function withMentions(escaped: string, mentions: ReadonlyMap<string, string> | undefined): string {
  if (!mentions?.size || !escaped.includes('@')) return escaped;
  return escaped.replace(MENTION, (whole, handle: string) => {
    const name = mentions.get(handle.toLowerCase());
    return name === undefined ? whole : `<span class="mention">@${markdown.utils.escapeHtml(name)}</span>`;
  });
}
