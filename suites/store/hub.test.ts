// The hub's own tests, every one that opens a store, on a real PostgreSQL server: what PGlite lets pass, a server must too.
import { spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { postgresPrograms, startPostgres } from './postgres-server.ts';

const root = join(import.meta.dirname, '../..');
const programs = postgresPrograms();
const LIMIT_MS = 400_000;
const withStore = globSync('packages/hub/src/**/*.test.ts', { cwd: root }).filter((path) =>
  /test\/(open-test-hub|fresh-database)\.ts|copyFreshStore/.test(readFileSync(join(root, path), 'utf8')),
);

test.skipIf(programs === undefined)(
  'every hub test with a store holds on a PostgreSQL server',
  async () => {
    expect(withStore.length).toBeGreaterThan(10);
    if (programs === undefined) return;
    using server = await startPostgres(programs);
    const vitest = join(root, 'node_modules/vitest/vitest.mjs');
    const run = spawnSync(process.execPath, [vitest, 'run', '--project', 'unit', '--maxWorkers=1', ...withStore], {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, I_SPEED_TEST_POSTGRES: server.url, NO_COLOR: '1' },
    });
    expect(run.status, run.stdout.slice(-4_000)).toBe(0);
    // The tests did speak to this server: each of their hubs made a database, with its schema in it.
    expect(Number(server.ask("SELECT count(*) FROM pg_database WHERE datname LIKE 'hub\\_%'"))).toBeGreaterThan(5);
  },
  LIMIT_MS,
);
