import type { App, Visit } from '../src/app.ts';

export type Browser = Pick<Visit, 'act' | 'read'> & {
  /** What it sends with each request. */
  headers(): Headers;
  /** Takes a Set-Cookie header. */
  keep(cookie: string): void;
  /** The person whom the house takes it for. */
  who(): Promise<string | null>;
};

export const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0';

/** A browser without its pages: it calls verbs and keeps the cookies that it gets. */
export function openBrowser(app: App, { agent = FIREFOX, address = '192.0.2.1' } = {}): Browser {
  const jar = new Map<string, string>();
  const headers = () =>
    new Headers({ 'user-agent': agent, cookie: [...jar].map((pair) => pair.join('=')).join('; ') });
  const visit = () => app.visit({ headers: headers(), address });

  function keep(cookie: string): void {
    const [, name, value, attributes] = /^([^=]+)=([^;]*)(.*)$/.exec(cookie)!;
    if (/max-age=0/i.test(attributes!)) jar.delete(name!);
    else jar.set(name!, value!);
  }

  async function act(name: never, input: never): Promise<unknown> {
    const here = await visit();
    const output = await here.act(name, input);
    here.cookies.forEach(keep);
    return output;
  }

  return {
    headers,
    keep,
    who: async () => (await visit()).viewer.personId,
    act: act as Visit['act'],
    read: (async (name: never, input: never) => (await visit()).read(name, input)) as Visit['read'],
  };
}

export const PASSWORD = 'walnuts under snow';

/** Somebody with a real account and a password, registered by a pass that lets everybody in, in a browser of their own. */
export async function register(app: App, name: string) {
  const browser = openBrowser(app);
  const handle = name.toLowerCase();
  const account = { handle, name, email: `${handle}@example.org`, password: PASSWORD };
  app.services.registrationPasses.push(async (_db, pass) => pass === 'come in');
  const { personId } = await browser.act('accounts.register', { pass: 'come in', ...account });
  return { ...account, ...browser, personId };
}
