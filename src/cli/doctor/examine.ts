import type { Config } from '../../platform/config.ts';
import { configured } from '../in-house.ts';
import { lookAtAddress } from './address.ts';
import { lookAtBucket } from './bucket.ts';
import { lookAtDatabase } from './database.ts';
import { lookAtFolder } from './folder.ts';
import { because, mend, ok } from './finding.ts';
import type { Finding } from './finding.ts';
import { lookAtMail } from './mail.ts';
import { lookAtNats } from './nats.ts';
import { lookAtPackages } from './packages.ts';
import { lookAtPages, lookAtPictures, lookAtRuntime } from './program.ts';
import { lookAtPort } from './port.ts';

type Look = (config: Config) => Finding | Promise<Finding | Finding[]>;

const looks: [string, Look][] = [
  ['folder', lookAtFolder],
  ['bucket', lookAtBucket],
  ['database', lookAtDatabase],
  ['nats', lookAtNats],
  ['address', lookAtAddress],
  ['port', lookAtPort],
  ['mail', lookAtMail],
  ['pictures', lookAtPictures],
  ['pages', lookAtPages],
];

/** One finding after another, from the program itself to what it stands on. A look that fails is a finding too. */
export async function* examine(env: Record<string, string | undefined>): AsyncIterable<Finding> {
  yield lookAtRuntime();
  const packages = await lookAtPackages();
  yield packages;
  if (packages.state === 'mend') return;
  let config: Config;
  try {
    config = await configured(env);
  } catch (error) {
    yield mend('settings', because(error), 'The README says what each setting takes.');
    return;
  }
  yield ok('settings', 'all usable');
  for (const [what, look] of looks) yield* await lookSafely(what, look, config);
}

async function lookSafely(what: string, look: Look, config: Config): Promise<Finding[]> {
  try {
    return [await look(config)].flat();
  } catch (error) {
    return [mend(what, because(error), 'This should not happen. Please report it with the text above.')];
  }
}
