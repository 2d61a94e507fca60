import type { Config } from './config.ts';
import type { Engine } from './db/index.ts';
import type { FileStore } from './files/index.ts';
import type { Limiter } from './limits.ts';
import type { Log } from './log.ts';
import type { Mailer } from './mail/index.ts';

/** What the house hands to its domains besides the database. A domain may add its own by declaration merging. */
export interface Services {
  config: Config;
  files: FileStore;
  mail: Mailer;
  limits: Limiter;
  engine: Engine;
  log: Log;
}
