import { expect } from 'vitest';
import { kith, running } from '../kith.ts';
import { until } from '../until.ts';
import type { Place } from './engines.ts';
import { rowsAt } from './look.ts';

/** Starts a command anew for each of these moments, kills it when that has come, and looks at what is left then. */
export async function killAtEach(
  args: string[],
  settings: Record<string, string>,
  moments: (() => unknown)[],
  look: () => Promise<void>,
): Promise<void> {
  for (const moment of moments) {
    const started = running(args, settings);
    await until(async () => !started.running() || (await moment()));
    await started.kill();
    expect(await started.ended).toEqual({ code: null, out: '', err: '' });
    await look();
  }
}

/** What lies at a place is only a part, and no house opens on it. */
export async function expectShut(place: Place, by: 'kith move' | 'kith restore'): Promise<void> {
  expect(await rowsAt(place, 'arriving')).toBeGreaterThan(0);
  const { code, out, err } = await kith(['start'], place.settings);
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toMatch(/^kith: .*\n$/);
  expect(err).toContain(
    `only a part of an installation: \`${by}\` was interrupted. Call it again and it goes on.`,
  );
}
