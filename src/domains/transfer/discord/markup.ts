import { instantOfSeconds } from '../reading/instant.ts';

const CODE = /(```[\s\S]*?```|``[^`\n][\s\S]*?``|`[^`\n]+`)/;
const FENCE = /^```(?:([\w+#.-]*)[ \t]*\r?\n)?([\s\S]*?)```$/;

/** The names of a server's channels by their ids. */
export type ChannelNames = ReadonlyMap<string, string>;

/** Discord's text as markdown. Mentions of people stay `<@id>`: who they are is known once all authors are. */
export function markdownOf(content: string, channels: ChannelNames): string {
  if (!/[<|`>]|-#/.test(content)) return content;
  const parts = content
    .split(CODE)
    .map((part, index) => (index % 2 ? codeOf(part) : proseOf(part, channels)));
  return parts.join('');
}

/** Discord lets a block of code begin and end anywhere in a line; markdown wants lines of their own. */
function codeOf(code: string): string {
  const fence = FENCE.exec(code);
  if (!fence || !fence[2]!.trim()) return code;
  return `\n\`\`\`${fence[1] ?? ''}\n${fence[2]!.replace(/\r?\n$/, '')}\n\`\`\`\n`;
}

function proseOf(text: string, channels: ChannelNames): string {
  return quotesOf(text)
    .replace(/<@!?(\d{1,20})>/g, '<@$1>')
    .replace(/<@&\d{1,20}>/g, '@role')
    .replace(/<#(\d{1,20})>/g, (_, id: string) => `#${channels.get(id) ?? 'channel'}`)
    .replace(/<\/([^:>\n]{1,100}):\d{1,20}>/g, '/$1')
    .replace(/<a?(:\w{1,40}:)\d{1,20}>/g, '$1')
    .replace(/<t:(-?\d{1,12})(?::\w)?>/g, (whole, seconds: string) => writtenTime(seconds) ?? whole)
    .replace(/\|\|([^|\n][^|]*)\|\|/g, '*(spoiler)* $1')
    .replace(/^-# /gm, '');
}

/** `>>>` quotes all that follows it. */
function quotesOf(text: string): string {
  const start = /^>>> /m.exec(text);
  if (!start) return text;
  const quoted = text.slice(start.index + 4).replace(/\n/g, '\n> ');
  return `${text.slice(0, start.index)}> ${quoted}`;
}

function writtenTime(seconds: string): string | null {
  const at = instantOfSeconds(seconds);
  return at === null ? null : `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
