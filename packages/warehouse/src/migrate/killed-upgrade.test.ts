import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sayTo } from '../../test/say.ts';
import { connect } from '../open/connect.ts';
import { migrationNames, statements } from './migrate.ts';

/** The schema as it was before the migrations that write rows anew (0003, 0005 and 0010). */
const OLD = 2;
const ROWS = 50_000;
/** Statements that write all rows anew, amidst which it is killed. */
const AMIDST = ['MATERIALIZE COLUMN kept_at', 'MATERIALIZE PROJECTION arrivals', 'UPDATE download_low_steps'];
const LONG_MS = 300_000;
let folder: string;

let wanted: unknown;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'i-speed-upgrade-'));
  await makeOld(join(folder, 'old'));
  const whole = copy('whole');
  expect(await upgrade(whole)).toBe(true);
  wanted = await told(whole);
}, LONG_MS);
afterAll(() => rmSync(folder, { recursive: true }));

test('an upgrade keeps every measurement', () => {
  // Kept as steps of 1.55 % from the rate, rounded outwards: 8 of 10 is 14.5 steps below it, 12 of 10 is 11.8 above.
  expect(wanted).toMatchObject({
    ...{ rows: ROWS, arrivals: ROWS },
    ...{ low: expect.closeTo(10 * 2 ** (-15 / 45), 4), high: expect.closeTo(10 * 2 ** (12 / 45), 4) },
  });
});

test.each(AMIDST)('killed amidst %s and begun again it ends in the same rows', { timeout: LONG_MS }, async (amidst) => {
  const path = copy(amidst);
  expect(await upgrade(path, amidst)).toBe(false);
  expect(await upgrade(path)).toBe(true);
  expect(await told(path)).toEqual(wanted);
});

test('broken off after each statement and begun again it ends in the same rows', { timeout: LONG_MS }, async () => {
  const path = copy('by-statements');
  const connections = await connect({ path });
  try {
    for (const all of migrationNames().slice(OLD).map(statementsOf))
      for (let done = 1; done <= all.length; done++)
        for (const statement of all.slice(0, done)) await connections.define(statement);
  } finally {
    await connections.close();
  }
  expect(await told(path)).toEqual(wanted);
});

function copy(name: string): string {
  cpSync(join(folder, 'old'), join(folder, name), { recursive: true });
  return join(folder, name);
}

function statementsOf(name: string): string[] {
  return statements(readFileSync(fileOf(name), 'utf8'));
}

function fileOf(name: string): URL {
  return new URL(`../migrations/${name}`, import.meta.url);
}

/** A folder of the old schema with measurements of ten days. */
async function makeOld(path: string): Promise<void> {
  const connections = await connect({ path });
  try {
    await connections.define(`CREATE TABLE schema_migrations (name String, checksum String, applied_at DateTime64(3, 'UTC'))
      ENGINE = ReplacingMergeTree ORDER BY name`);
    for (const name of migrationNames().slice(0, OLD)) {
      for (const statement of statementsOf(name)) await connections.define(statement);
      const checksum = createHash('sha256')
        .update(readFileSync(fileOf(name)))
        .digest('hex');
      await connections.define(`INSERT INTO schema_migrations VALUES ('${name}', '${checksum}', now64(3))`);
    }
    await connections.define(`INSERT INTO measurements
      (id, id_at, seniority, started_at, trigger, method_version, client_kind, device_key, province_code, operator, download_mbps, download_low_mbps,
        download_high_mbps, latency_idle_ms, validity, corroborated, counts_in_statistics)
      SELECT reinterpretAsUUID(number), toDateTime64('2026-03-01 00:00:00', 3, 'UTC') + number * 17 AS at, 1000000000 + number, at, 'manual', '1', 'web',
        number % 5000, '01', 'viettel', 10, 8, 12, number % 97, 'valid', 1, 1
      FROM numbers(${ROWS})`);
  } finally {
    await connections.close();
  }
}

/** Brings the folder up to date in a process of its own, killed when it says the statement; did it come to its end? */
async function upgrade(path: string, amidst?: string): Promise<boolean> {
  const file = fileURLToPath(new URL('../../test/migrate-aloud.ts', import.meta.url));
  const child = spawn(process.execPath, [file, path], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  for await (const line of createInterface({ input: child.stdout }))
    if (amidst !== undefined && line.includes(amidst)) child.kill('SIGKILL');
  const [code] = await ended;
  return code === 0;
}

/** What stands in the folder now: every column of every row in one number, but when it was kept, which an upgrade says by its own clock. */
async function told(path: string): Promise<unknown> {
  const [row] = await sayTo(
    path,
    `SELECT toUInt32(count()) AS rows, toString(groupBitXor(cityHash64(* EXCEPT (kept_at)))) AS all, min(download_low_mbps) AS low,
        max(download_high_mbps) AS high,
        (SELECT toUInt32(sum(n)) FROM (SELECT toStartOfFifteenMinutes(started_at) AS quarter, count() AS n FROM measurements GROUP BY quarter)) AS arrivals
      FROM measurements`,
  );
  return row;
}
