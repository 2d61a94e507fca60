import { defineConfig } from 'vitest/config';

/** What breaks and must lose nothing: real processes that are ended, starved and lied to. */
export default defineConfig({
  test: {
    include: ['tests/faults/*.test.ts'],
    environment: 'node',
    globalSetup: 'tests/faults/setup.ts',
    // The long form has all sends of a round in the air at once, twenty times.
    testTimeout: process.env['KITH_FAULTS'] === 'long' ? 1_800_000 : 240_000,
    hookTimeout: 120_000,
    pool: 'forks',
    maxWorkers: 2,
    experimental: { viteModuleRunner: false, nodeLoader: false },
  },
});
