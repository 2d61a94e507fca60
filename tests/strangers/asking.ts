import { byName } from '../../src/verbs.ts';
import type { Verbs } from '../../src/verbs.ts';

/** A call of a verb or read, as a request. */
export function requestFor(
  origin: string,
  name: keyof Verbs,
  input: object,
  headers: Record<string, string>,
): [string, RequestInit] {
  const url = `${origin}/api/v1/${name}`;
  const verb = byName.get(name)!;
  if (!verb.change) return [`${url}?${new URLSearchParams(input as Record<string, string>)}`, { headers }];
  if (verb.upload) return [url, { method: 'POST', headers, body: formOf(input) }];
  const json = { ...headers, 'content-type': 'application/json' };
  return [url, { method: 'POST', headers: json, body: JSON.stringify(input) }];
}

function formOf(input: object): FormData {
  const form = new FormData();
  const { content = Buffer.from('x'), ...rest } = input as Record<string, string> & { content?: Buffer };
  for (const [key, value] of Object.entries(rest)) form.append(key, value);
  form.append('content', new File([new Uint8Array(content as Buffer)], 'list.txt', { type: 'text/plain' }));
  return form;
}

/** Status, headers and body, with each name in the place of what it stands for. */
export async function wordsOf(response: Response, called: object): Promise<string> {
  const headers = [...response.headers].filter(([name]) => name !== 'date');
  const told = [response.status, ...headers.map((pair) => pair.join(': ')), await response.text()];
  return plain(told.join('\n'), called);
}

/** A text with each name in the place of what it stands for. */
export function plain(text: string, called: object): string {
  const named = Object.entries(called).sort(([, a], [, b]) => String(b).length - String(a).length);
  return named
    .reduce((words, [name, value]) => words.replaceAll(String(value), `{${name}}`), text)
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '{id}')
    .replace(/\b1\d{12}\b/g, '{now}')
    .replace(/plot-(one|two)/g, '{plot}');
}
