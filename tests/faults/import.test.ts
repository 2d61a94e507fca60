import { expect, test } from 'vitest';
import { toldIn, writeArchive } from './archive.ts';
import { onEachEngine } from './engines.ts';
import type { Place } from './engines.ts';
import { kith, running } from '../kith.ts';
import { until } from '../until.ts';
import { rowsAt } from './look.ts';
import { long, report } from './report.ts';
import { foundTown } from './town.ts';

const MESSAGES = long ? 100_000 : 16_000;
const KILLS = 4;

onEachEngine(({ place }) => {
  test('an import that is killed goes on where it stopped, and brings everything once', async () => {
    const [cut, whole] = [await place(), await place()];
    const archive = await writeArchive(MESSAGES);
    for (const one of [cut, whole]) await foundTown(one, { people: 1, rooms: 0 });
    const bring = ['import', 'reddit', archive, '--into', 'allotment-12', '--json'];

    const killedAt: number[] = [];
    for (let kill = 1; kill <= KILLS; kill++) {
      const bringing = running(bring, cut.settings);
      // The first is killed while it still reads; each of the others once it has stored more than the one before.
      const enough = ((kill - 1) * MESSAGES) / (KILLS + 1);
      await until(async () => !bringing.running() || (await messagesIn(cut)) >= enough);
      await bringing.kill();
      killedAt.push(await messagesIn(cut));
    }
    const last = await kith(bring, cut.settings);
    expect(last).toMatchObject({ code: 0, err: '' });
    expect(JSON.parse(last.out)).toMatchObject({ complete: true });
    expect(await kith(bring, whole.settings)).toMatchObject({ code: 0, err: '' });
    expect(await toldIn(cut)).toEqual(await toldIn(whole));
    expect(await messagesIn(cut)).toBe(MESSAGES);

    const again = await kith(bring, cut.settings);
    expect(JSON.parse(again.out).messages).toMatchObject({ here: 0, already: MESSAGES });
    expect(await messagesIn(cut)).toBe(MESSAGES);
    report(
      `killed with ${killedAt.join(', ')} of ${MESSAGES} messages in; all there once, as without a kill`,
    );
  });
});

const messagesIn = (where: Place) => rowsAt(where, 'message');
