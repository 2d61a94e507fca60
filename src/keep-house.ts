import { accounts } from './domains/accounts/index.ts';
import { conversations } from './domains/conversations/index.ts';
import type { Claims, Store } from './platform/db/index.ts';
import { doWhatIsDue } from './platform/due.ts';
import type { Recurring } from './platform/due.ts';
import { dutyOf } from './platform/duty.ts';
import { every } from './platform/every.ts';
import type { Hub } from './platform/live/index.ts';
import { sweepLimits } from './platform/limits-together.ts';
import type { Log } from './platform/log.ts';
import type { Reactor } from './platform/reactions.ts';
import type { Services } from './platform/services.ts';

const POLL_MS = 1000;
const DUTY_MS = 5000;
/** What a process leaves undone when it dies is done by another one soon; one alone leaves nothing to others. */
const CATCH_UP_MS = { sqlite: 60_000, postgres: 15_000 };
const SWEEP_MS = 3_600_000;
/** What becomes old in a day is little to look at; and no older process of a rolling update is left after it. */
const SETTLE_MS = 24 * 3_600_000;

export interface Kept {
  store: Store;
  services: Services;
  claims: Claims;
  live: Hub;
  reacting: Reactor;
  log: Log;
  clock: () => number;
}

/** What the house does by itself from time to time; one process does for all what need not be done by each. Returns the stop. */
export function keepHouse({ store, services, claims, live, reacting, log, clock }: Kept): () => void {
  const duty = dutyOf(claims, 'housekeeping', () => reacting.catchUp());
  const onDuty = (work: () => Promise<unknown>) => async () => (await duty.isMine()) && work();
  const recurring: Recurring[] = [
    {
      name: 'swept files',
      everyMs: SWEEP_MS,
      work: () => conversations.sweepFiles(store, services.files, clock()),
    },
    {
      name: 'swept pictures',
      everyMs: SWEEP_MS,
      work: () => accounts.sweepPictures(store, services.files, clock()),
    },
  ];
  if (store.engine === 'postgres')
    recurring.push({ name: 'swept limits', everyMs: SWEEP_MS, work: () => sweepLimits(store, clock()) });
  // The longest comes last: what breaks there keeps nothing else waiting.
  recurring.push({
    name: 'settled readings',
    everyMs: SETTLE_MS,
    work: () => conversations.settleReadings(store, clock()),
  });
  const stops = [
    // Facts of which no word comes, such as those of an import, are heard of at the next poll.
    every(POLL_MS, log, () => live.lookAfter()),
    every(
      DUTY_MS,
      log,
      onDuty(() => doWhatIsDue(store, recurring, clock())),
    ),
    every(
      CATCH_UP_MS[store.engine],
      log,
      onDuty(() => reacting.catchUp()),
    ),
  ];
  return () => stops.forEach((stop) => stop());
}
