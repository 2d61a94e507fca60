import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: [
      'src/**/*.test.ts',
      'tests/*.test.ts',
      'tests/structure/*.test.ts',
      'tests/statements/*.test.ts',
      'migrations/*.test.ts',
      'bench/*.test.ts',
    ],
    environment: 'node',
    globalSetup: 'tests/setup.ts',
    testTimeout: 40_000,
    hookTimeout: 60_000,
    // Kept for all their files: the house keeps no state in modules that files could share. Three on two cores, as many wait.
    pool: 'forks',
    maxWorkers: 3,
    isolate: false,
    // Writes down the statements of all tests, which are looked over at the end (tests/statements).
    execArgv: ['--import', new URL('tests/statements/listen.ts', import.meta.url).href],
    // Node runs the files as they are, here as in production.
    experimental: { viteModuleRunner: false, nodeLoader: false },
  },
});
