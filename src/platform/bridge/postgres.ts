import type { Standing } from '../db/index.ts';
import type { OpenBridge } from './bridge.ts';
import { gather } from './gather.ts';
import { parcels } from './parcel.ts';
import { read } from './word.ts';

const CHANNEL = 'kith';

/**
 * LISTEN and NOTIFY over the standing connection, outside any transaction that writes: a NOTIFY in one makes all commits
 * wait for each other. Every process hears everything, which is little.
 */
export const postgresBridge =
  (standing: Standing): OpenBridge =>
  (hearing) => {
    const gathering = gather(async (words) => {
      for (const letter of parcels(hearing.me, words))
        await standing.ask('select pg_notify($1, $2)', [CHANNEL, letter]);
    });
    void standing.stand({
      async up(ask) {
        await ask(`listen ${CHANNEL}`);
        hearing.stands();
      },
      notified(payload) {
        const letter = read(payload);
        for (const word of letter?.words ?? []) hearing.heard(letter!.from, word);
      },
    });
    return {
      say: gathering.say,
      follow: () => undefined,
      leave: () => undefined,
      close: gathering.sent,
    };
  };
