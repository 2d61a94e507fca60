import { defineConfig } from 'vitest/config';

/** What breaks and must lose nothing: real processes that are ended, starved and lied to. */
export default defineConfig({
  test: {
    include: ['tests/faults/*.test.ts'],
    environment: 'node',
    globalSetup: 'tests/faults/setup.ts',
    testTimeout: 240_000,
    hookTimeout: 120_000,
    pool: 'forks',
    maxWorkers: 2,
    experimental: { viteModuleRunner: false, nodeLoader: false },
  },
});
