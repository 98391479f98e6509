import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyFreshWarehouse } from '@i-speed/testbed';
import { openWarehouse, type Question, type Warehouse } from '@i-speed/warehouse';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { installId, rowAt } from '../../test/sample.ts';
import { rememberAnswers } from './remember.ts';

const folder = mkdtempSync(join(tmpdir(), 'i-speed-remember-'));
const startMs = Date.parse('2026-03-09T17:00:00Z');
const dayMs = 86_400_000;
const question: Question = {
  quantity: 'download',
  timeZone: 'Asia/Ho_Chi_Minh',
  edition: '2025-07-01',
  fromMs: startMs,
  untilMs: startMs + dayMs,
};

let opened: Warehouse;
let warehouse: Warehouse;
let asked = 0;

beforeAll(async () => {
  await copyFreshWarehouse(folder);
  opened = await openWarehouse({ path: folder });
  warehouse = rememberAnswers({
    ...opened,
    cells: (one) => {
      asked += 1;
      return opened.cells(one);
    },
  });
  await warehouse.append([rowAt(startMs + 1_000, 1)]);
});
afterAll(async () => {
  await opened.close();
  rmSync(folder, { recursive: true });
});

const count = async () => (await warehouse.cells(question)).reduce((sum, { n }) => sum + n, 0);

test('a question is asked once, also by several at the same time, until something of its period is appended', async () => {
  expect(await Promise.all([count(), count()])).toEqual([1, 1]);
  expect(await count()).toBe(1);
  expect(asked).toBe(1);

  await warehouse.append([rowAt(startMs + 40 * dayMs, 2)]);
  expect(await count()).toBe(1);
  expect(asked).toBe(1);

  await warehouse.append([rowAt(startMs + 2_000, 3)]);
  expect(await count()).toBe(2);
  expect(asked).toBe(2);

  await warehouse.ping();
  expect(await count()).toBe(2);
  expect(asked).toBe(2);

  await warehouse.keepSuccessors([]);
  expect(await count()).toBe(2);
  expect(asked).toBe(3);
});

test('nothing of an erased device is told any more, neither remembered nor kept in the warehouse', async () => {
  const day = { ...question, fromMs: startMs + 10 * dayMs, untilMs: startMs + 11 * dayMs };
  const told = async () => {
    const [cell] = await warehouse.cells(day);
    const { received } = await warehouse.tally(day);
    const [area] = await warehouse.areaCounts(day);
    return [cell?.n, cell?.devices, received, area?.counted];
  };
  await warehouse.append([rowAt(day.fromMs + 1_000, 8), rowAt(day.fromMs + 2_000, 9)]);
  expect(await told()).toEqual([2, 2, 2, 2]);
  // Asked while the erasing goes on, whatever is told then must not be remembered either.
  await Promise.all([warehouse.eraseDevice(installId(8)), told(), told()]);
  expect(await told()).toEqual([1, 1, 1, 1]);
  expect(await warehouse.eraseDevice(installId(9))).toBe(1);
  expect(await told()).toEqual([undefined, undefined, 0, undefined]);
});
