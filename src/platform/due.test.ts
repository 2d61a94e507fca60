import { expect, test } from 'vitest';
import { onEachEngine } from '../../tests/engines.ts';
import { doWhatIsDue } from './due.ts';

onEachEngine(({ open }) => {
  test('work is done again once its time has passed, whoever asks, and again where it went wrong', async () => {
    const { store } = await open();
    const done: number[] = [];
    let broken = false;
    const at = (now: number) =>
      doWhatIsDue(
        store,
        [
          {
            name: 'test work',
            everyMs: 100,
            async work() {
              if (broken) throw new Error('no broom');
              done.push(now);
            },
          },
        ],
        now,
      );
    for (const now of [1000, 1050, 1099, 1100, 1150, 1200]) await at(now);
    expect(done).toEqual([1100, 1200]);
    broken = true;
    await expect(at(1300)).rejects.toThrow('no broom');
    broken = false;
    await at(1301);
    expect(done).toEqual([1100, 1200, 1301]);
  });
});
