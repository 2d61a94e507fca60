import type { Config } from '../../platform/config.ts';
import { mend, ok } from './finding.ts';
import type { Finding } from './finding.ts';

/** NATS, where it is set up: it is of use here, and what is said by it is heard. */
export async function lookAtNats({ natsUrl, databaseUrl }: Config): Promise<Finding[]> {
  if (!natsUrl) return [];
  if (!databaseUrl)
    return [mend('nats', 'NATS_URL does nothing beside SQLite, which one process serves', NEEDS)];
  const { whyNotHeard } = await import('../../platform/bridge/nats.ts');
  const why = await whyNotHeard(natsUrl);
  return [why ? mend('nats', why, TODO) : ok('nats', `${new URL(natsUrl).host} carries words`)];
}

const NEEDS = 'Leave it out, or move to PostgreSQL, which several processes can serve.';
const TODO =
  'Is it running, and NATS_URL right? Until then processes hear of each other up to a second later.';
