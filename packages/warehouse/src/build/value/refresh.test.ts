import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyFreshWarehouse } from '@i-speed/testbed';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { direction, installId, row, sample } from '../../../test/sample.ts';
import { sayTo } from '../../../test/say.ts';
import { openWarehouse, type Question, type Warehouse } from '../../index.ts';

const timeZone = 'Asia/Ho_Chi_Minh';
const marchMs = Date.parse('2026-02-28T17:00:00Z');
const dayMs = 86_400_000;
const now = { timeZone, leastNew: 1, settleMs: 0, nowMs: marchMs + 10 * dayMs };
const question: Question = {
  quantity: 'download',
  fromMs: marchMs,
  untilMs: marchMs + 31 * dayMs,
  timeZone,
  edition: '2025-07-01',
};
let path: string;

beforeEach(async () => {
  path = mkdtempSync(join(tmpdir(), 'i-speed-refresh-'));
  await copyFreshWarehouse(path);
});
afterEach(() => rmSync(path, { recursive: true }));

/** Device d measures 10 d Mbit/s on day d of March. */
const measured = (d: number, serial = d) =>
  row(
    sample(marchMs + d * dayMs, serial, {
      client: { kind: 'cli', version: '1', installId: installId(d) },
      download: direction(10 * d),
    }),
  );

test('a measurement counts once, whatever was built before it came, came again, or is built again', async () => {
  await using warehouse = await openWarehouse({ path });
  const mean = async () => {
    const [cell] = await warehouse.cells(question);
    return [cell?.n, cell?.devices, cell?.mean.value];
  };
  await warehouse.append([measured(1), measured(2)]);
  expect(await warehouse.refresh(now)).toEqual(['2026-03-01']);
  expect(await mean()).toEqual([2, 2, 15]);
  // Replayed: nothing moves. Late: it counts at once, before any build.
  await warehouse.append([measured(1), measured(2)]);
  expect(await mean()).toEqual([2, 2, 15]);
  await warehouse.append([measured(3)]);
  expect(await mean()).toEqual([3, 3, 20]);
  await warehouse.refresh(now);
  await warehouse.refresh(now);
  expect(await mean()).toEqual([3, 3, 20]);
  // Asked twice: the kept answer is the answer.
  expect(await mean()).toEqual([3, 3, 20]);
  // A second value of device 3 in its week: one value, the geometric mean of 30 and 120.
  await warehouse.append([
    row(
      sample(marchMs + 3 * dayMs + 1, 99, {
        client: { kind: 'cli', version: '1', installId: installId(3) },
        download: direction(120),
      }),
    ),
  ]);
  const [cell] = await warehouse.cells(question);
  expect([cell?.n, cell?.devices]).toEqual([4, 3]);
  expect(cell?.mean.value).toBeCloseTo((10 + 20 + 60) / 3, 5);
});

test('a built month is read from its build, and of a build that died nothing is read', async () => {
  {
    await using warehouse = await openWarehouse({ path });
    await warehouse.append([measured(1), measured(2)]);
    await warehouse.refresh(now);
  }
  await sayTo(path, 'ALTER TABLE measurements UPDATE download_mbps = 1000 WHERE 1 SETTINGS mutations_sync = 2');
  // A build without its row in `builds`, as one that was killed leaves it.
  await sayTo(path, 'INSERT INTO device_weeks SELECT * REPLACE (build + 1 AS build) FROM device_weeks');
  await using warehouse = await openWarehouse({ path });
  expect(await warehouse.cells(question)).toMatchObject([{ n: 2, devices: 2, mean: { value: 15 } }]);
  // No whole week lies in two days: they are read from measurements.
  const days = { fromMs: marchMs + dayMs, untilMs: marchMs + 3 * dayMs };
  const [raw] = await warehouse.cells({ ...question, ...days });
  expect([raw?.n, Math.round(raw?.mean.value ?? 0)]).toEqual([2, 1000]);
});

test('only what is due is built, and builds before the last but one are dropped', async () => {
  {
    await using warehouse = await openWarehouse({ path });
    await warehouse.append([measured(1)]);
    expect(await warehouse.refresh({ ...now, leastNew: 2 })).toEqual([]);
    for (const d of [2, 3, 4, 5]) {
      await warehouse.append([measured(d)]);
      expect(await warehouse.refresh(now)).toEqual(['2026-03-01']);
      expect(await warehouse.refresh({ ...now, leastNew: 2 })).toEqual([]);
    }
  }
  const [left] = await sayTo<{ builds: string }>(path, 'SELECT toString(uniqExact(build)) AS builds FROM device_weeks');
  expect(left?.builds).toBe('2');
});

test('a month of more than is built at once is built in passes, each device in one of them', async () => {
  const values = async (warehouse: Warehouse) =>
    (await warehouse.cells(question)).map(({ n, mean }) => [n, Math.round(mean.value)]);
  {
    await using warehouse = await openWarehouse({ path });
    await warehouse.append([1, 2, 3, 4, 5, 6, 7].map((d) => measured(d)));
    await warehouse.refresh({ ...now, mostAtOnce: 3 });
    expect(await values(warehouse)).toEqual([[7, 40]]);
  }
  const rows = await sayTo<{ part_rows: string }>(
    path,
    "SELECT toString(rows) AS part_rows FROM system.parts WHERE active AND table = 'device_weeks' AND rows > 0",
  );
  expect(rows.map(({ part_rows }) => Number(part_rows)).reduce((sum, n) => sum + n, 0)).toBe(7);
  // Values alone are read: what they were made of is changed behind the engine's back.
  await sayTo(path, 'ALTER TABLE measurements UPDATE download_mbps = 1000 WHERE 1 SETTINGS mutations_sync = 2');
  await sayTo(path, 'TRUNCATE TABLE kept_answers');
  await using warehouse = await openWarehouse({ path });
  expect(await values(warehouse)).toEqual([[7, 40]]);
});

test('a month that is over is built once, however few measurements it holds', async () => {
  await using warehouse = await openWarehouse({ path });
  await warehouse.append([measured(1)]);
  const later = (days: number) => ({ timeZone, leastNew: 20, settleMs: 0, nowMs: marchMs + days * dayMs });
  // March has 31 days, and two more pass until what was measured offline has come.
  expect(await warehouse.refresh(later(32.9))).toEqual([]);
  expect(await warehouse.refresh(later(33))).toEqual(['2026-03-01']);
  expect(await warehouse.refresh(later(34))).toEqual([]);
  await warehouse.append([measured(2)]);
  expect(await warehouse.refresh(later(34))).toEqual([]);
  expect(await warehouse.cells(question)).toMatchObject([{ n: 2, devices: 2 }]);
});

test('what was answered is looked up until something comes to its days, and erased with a device that measured in them', async () => {
  const daily: Question = { ...question, groupBy: 'day' };
  const asked = async (warehouse: Warehouse) =>
    (await warehouse.cells(daily)).map(({ key, mean }) => [key, Math.round(mean.value)]);
  {
    await using warehouse = await openWarehouse({ path });
    await warehouse.append([measured(1), measured(2)]);
    expect(await asked(warehouse)).toEqual([
      ['2026-03-02', 10],
      ['2026-03-03', 20],
    ]);
  }
  // Values changed behind the engine's back show which answers are looked up.
  await sayTo(path, 'ALTER TABLE measurements UPDATE download_mbps = 1000 WHERE 1 SETTINGS mutations_sync = 2');
  {
    await using warehouse = await openWarehouse({ path });
    await warehouse.append([
      row(
        sample(marchMs + 2 * dayMs, 7, {
          client: { kind: 'cli', version: '1', installId: installId(7) },
          download: direction(500),
        }),
      ),
    ]);
    expect(await asked(warehouse)).toEqual([
      ['2026-03-02', 10],
      ['2026-03-03', 750],
    ]);
    await warehouse.eraseDevice(installId(1));
    expect(await asked(warehouse)).toEqual([['2026-03-03', 750]]);
  }
  const left = await sayTo<{ from: string; answer: string }>(
    path,
    'SELECT toString(from_ms) AS from, answer FROM kept_answers FINAL',
  );
  expect(left.map(({ from }) => Number(from))).toEqual([marchMs + 2 * dayMs]);
});

test('what comes after the clock stepped back an hour counts, also after a restart, and goes into the next build', async () => {
  const n = async (warehouse: Warehouse) => (await warehouse.cells(question))[0]?.n;
  {
    await using warehouse = await openWarehouse({ path });
    await warehouse.append([measured(1), measured(2)]);
    // Built while the clock was an hour ahead.
    await warehouse.refresh({ ...now, settleMs: -3_600_000 });
    await warehouse.append([measured(3)]);
    expect(await n(warehouse)).toBe(3);
  }
  await using warehouse = await openWarehouse({ path });
  await warehouse.append([measured(4)]);
  expect(await n(warehouse)).toBe(4);
  // Said twice: nothing is doubled.
  await warehouse.append([measured(4)]);
  expect(await n(warehouse)).toBe(4);
  for (let turn = 0; turn < 3; turn += 1) {
    expect(await warehouse.refresh(now)).toEqual(['2026-03-01']);
    expect(await n(warehouse)).toBe(4);
  }
});
