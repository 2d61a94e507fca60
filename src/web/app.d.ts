import type { IncomingMessage } from 'node:http';
import type { Client } from './api.ts';
import type { Language } from './language.ts';
import type { PersonView } from './views.ts';

/** The running Kith, as the server hands it to pages: one visit per request, bound to who is asking. */
interface Kith {
  visit(request: { headers: Headers; address: string }): Promise<Client & { person: PersonView | null }>;
}

declare global {
  namespace App {
    interface Error {
      /** The code of a refusal, such as `last-host-must-hand-over`. */
      reason?: string;
      retryAfter?: number;
    }
    interface Locals {
      kith: Client;
      person: PersonView | null;
      language: Language;
    }
    interface PageData {
      person?: PersonView | null;
    }
    interface Platform {
      req: IncomingMessage & { kith: Kith };
    }
  }
}

export {};
