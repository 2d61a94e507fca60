import { test, type BrowserContextOptions, type Page } from '@playwright/test';
import { startServer, type Server } from './server.ts';

type Journey = {
  /** A Kith of this journey's own, with an empty data folder. */
  house: Server;
  /** Opens a browser window for one more person, who shares no cookies with the others. */
  visitor: (options?: BrowserContextOptions) => Promise<Page>;
};

/** A whole story in a browser, against a server of its own; what that server said is kept when the story fails. */
export const journey = test.extend<Journey>({
  house: async ({}, use, info) => {
    const server = await startServer();
    await use(server);
    await server.stop();
    // Called on its owner: `attach` needs it.
    if (info.errors.length) await info.attach('server', { body: server.output(), contentType: 'text/plain' });
  },
  visitor: async ({ browser, house }, use) => {
    const pages: Page[] = [];
    await use(async (options) => {
      const context = await browser.newContext({ baseURL: house.address, ...options });
      pages.push(await context.newPage());
      return pages.at(-1)!;
    });
    for (const page of pages) await page.context().close();
  },
});

export { expect } from '@playwright/test';
