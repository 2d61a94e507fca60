import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: [
      'src/**/*.test.ts',
      'tests/*.test.ts',
      'tests/structure/*.test.ts',
      'migrations/*.test.ts',
      'bench/*.test.ts',
    ],
    environment: 'node',
    globalSetup: 'tests/setup.ts',
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // One process a core, kept for all its files: the house keeps no state in modules that files could share.
    pool: 'forks',
    maxWorkers: 2,
    isolate: false,
    // Node runs the files as they are, here as in production.
    experimental: { viteModuleRunner: false, nodeLoader: false },
  },
});
