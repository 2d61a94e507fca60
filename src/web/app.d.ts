import type { IncomingMessage } from 'node:http';
import type { App as House, Visit } from '../app.ts';
import type { KithError } from './errors.ts';
import type { Language } from './language.ts';
import type { PersonView } from './views.ts';

declare global {
  namespace App {
    interface Error {
      /** The code of a refusal, such as `last-host-must-hand-over`. */
      reason?: string;
      /** Seconds. */
      retryAfter?: number;
      /** By which the log speaks of what broke. */
      requestId?: string;
    }
    interface Locals {
      kith: Visit;
      person: PersonView | null;
      language: Language;
      /** What the house could not do for this request. */
      unavailable?: KithError;
    }
    interface PageData {
      person?: PersonView | null;
    }
    interface Platform {
      req: IncomingMessage & { kith: Pick<House, 'visit' | 'fetch' | 'kept' | 'arriving' | 'stumbled'> };
    }
  }
}

export {};
