import { defineConfig } from 'vitest/config';

/** Unit and property tests that stand beside their source; the suites that span packages have projects of their own. */
export default defineConfig({
  test: {
    include: ['packages/*/src/**/*.test.ts', 'testbed/**/*.test.ts'],
    testTimeout: 20_000,
    pool: 'forks',
  },
});
