import { Agent, request } from 'node:http';

export interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
  json: () => any;
}

const agent = new Agent({ keepAlive: true, maxSockets: Infinity });

/** Asks a house over a real connection; rejects when that breaks. What is to be sent goes as JSON. */
export function call(
  origin: string,
  path: string,
  { headers = {}, body }: { headers?: Record<string, string>; body?: unknown } = {},
): Promise<Answer> {
  const sent = body === undefined ? undefined : JSON.stringify(body);
  const more =
    sent === undefined
      ? {}
      : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(sent) };
  return new Promise((resolve, reject) => {
    const asked = request(
      `${origin}${path}`,
      { agent, method: sent === undefined ? 'GET' : 'POST', headers: { ...headers, ...more } },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (part: string) => (text += part));
        response.on('error', reject);
        response.on('end', () =>
          resolve({
            status: response.statusCode!,
            headers: response.headers,
            text,
            json: () => JSON.parse(text),
          }),
        );
        response.on('close', () => !response.complete && reject(new Error('the answer was cut off')));
      },
    );
    asked.on('error', reject);
    asked.end(sent);
  });
}

/** Reads or acts over the API, and fails on anything but a good answer. */
export async function api(
  origin: string,
  headers: Record<string, string>,
  name: string,
  input: object,
  act = false,
) {
  const query = new URLSearchParams(Object.entries(input).map(([key, value]) => [key, String(value)]));
  const path = act ? `/api/v1/${name}` : `/api/v1/${name}?${query}`;
  const answer = await call(origin, path, act ? { headers, body: input } : { headers });
  if (answer.status !== 200) throw new Error(`${name} answered ${answer.status}: ${answer.text}`);
  return answer.json();
}
