// Test projects: `unit` stands beside its sources; every folder of suites/ is a project of its own name.
import { existsSync, readdirSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

const suiteTimeoutMs = 120_000;

export default defineConfig({
  test: {
    maxWorkers: '100%',
    projects: [
      {
        test: {
          name: 'unit',
          include: ['packages/*/src/**/*.test.ts', 'testbed/src/**/*.test.ts', 'tools/**/*.test.ts'],
          testTimeout: 30_000,
          // Opening a hub takes a second, on a busy machine many.
          hookTimeout: 60_000,
          pool: 'forks',
          // Files share a process: what a hundred of them import is loaded once, not a hundred times.
          isolate: false,
          sequence: { groupOrder: 0 },
        },
      },
      ...listSuites().map((name) => ({
        test: {
          name,
          include: [`suites/${name}/**/*.test.ts`],
          testTimeout: suiteTimeoutMs,
          hookTimeout: suiteTimeoutMs,
          pool: 'forks' as const,
          // Each of the portal's files opens a hub in its own process, which is loaded once for all of them.
          isolate: name !== 'portal',
          // Suites measure time and share links and cores: one file at a time.
          fileParallelism: false,
          // After the unit tests, where both are asked for at once.
          sequence: { groupOrder: 1 },
        },
      })),
    ],
  },
});

function listSuites(): string[] {
  if (!existsSync('suites')) return [];
  return readdirSync('suites', { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
}
