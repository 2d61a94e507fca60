import { fieldsOf, listOf, textOf } from '../reading/field.ts';

const LONGEST_EMBED = 6000;

/** The text of a bot's cards, quoted. Previews of links that people sent are not needed: the link is in the text. */
export function embedsOf(value: unknown): string {
  return listOf(value).map(embedOf).filter(Boolean).join('\n\n');
}

function embedOf(value: unknown): string {
  const embed = fieldsOf(value);
  if (!embed) return '';
  const fields = listOf(embed['fields']).map((entry) => {
    const field = fieldsOf(entry);
    return [bold(textOf(field?.['name'])), textOf(field?.['value'])].filter(Boolean).join('\n');
  });
  const lines = [
    titleOf(textOf(embed['title']), textOf(embed['url'])),
    textOf(embed['description']),
    ...fields,
  ];
  return quoted(lines.filter(Boolean).join('\n\n').slice(0, LONGEST_EMBED));
}

function titleOf(title: string, url: string): string {
  const shown = title.replace(/[[\]\\\n]/g, ' ').trim();
  if (!/^https?:\/\/[^\s<>]+$/i.test(url)) return bold(shown);
  return shown ? `[${shown}](<${url}>)` : `<${url}>`;
}

function bold(text: string): string {
  return text.trim() ? `**${text.trim()}**` : '';
}

export function quoted(text: string): string {
  return text.trim() ? `> ${text.trim().replace(/\n/g, '\n> ')}` : '';
}
