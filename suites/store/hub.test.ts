// The hub's own tests on a real PostgreSQL server, those of every folder that asks it: what PGlite lets pass, a server must too.
import { spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { postgresPrograms, startPostgres } from './postgres-server.ts';

const root = join(import.meta.dirname, '../..');
const programs = postgresPrograms();
const LIMIT_MS = 400_000;
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const asksStore = (folder: string) =>
  globSync(`${folder}/*.ts`, { cwd: root }).some((path) => /(drizzle|open-store)\.ts'/.test(read(path)));
/** Statistics, for one, ask the warehouse alone: a server of PostgreSQL would tell nothing new of them. */
const withStore = globSync('packages/hub/src/**/*.test.ts', { cwd: root }).filter(
  (path) => /test\/(open-test-hub|fresh-database)\.ts|copyFreshStore/.test(read(path)) && asksStore(dirname(path)),
);

test.skipIf(programs === undefined)(
  'every hub test of a folder that asks the store holds on a PostgreSQL server',
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
