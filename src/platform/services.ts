import type { Config } from './config.ts';
import type { FileStore } from './files/index.ts';
import type { Mailer } from './mail/index.ts';

/** What the house hands to its domains besides the database. A domain may add its own by declaration merging. */
export interface Services {
  config: Config;
  files: FileStore;
  mail: Mailer;
}
