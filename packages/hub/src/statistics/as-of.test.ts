import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openReference } from '@i-speed/reference';
import { copyFreshWarehouse } from '@i-speed/testbed';
import { openWarehouse } from '@i-speed/warehouse';
import { expect, test } from 'vitest';
import { rowAt } from '../../test/sample.ts';
import { askStatistics } from './ask.ts';
import { askHexagons, hexagonQuery } from './hexagons.ts';
import { statisticsQuery } from './request.ts';
import { openSuccession } from './succession.ts';
import { statisticsRows } from './table.ts';

const nowMs = Date.parse('2026-03-20T04:00:00Z');

test('an answer of a long period tells as of when it is, in JSON and in its table; one of days does not', async () => {
  const path = mkdtempSync(join(tmpdir(), 'i-speed-as-of-'));
  try {
    await copyFreshWarehouse(path);
    await using warehouse = await openWarehouse({ path }, { longRows: 0 });
    const reference = openReference({ dataDir: join(path, 'reference') });
    const succession = openSuccession(warehouse, reference);
    const desk = { warehouse, reference, succession, leastDevices: 1, clock: () => nowMs };
    const ask = (given: Record<string, string> = {}) => askStatistics(desk, statisticsQuery.parse(given));
    const startedMs = Date.now();
    await warehouse.append([1, 2, 3].map((serial) => rowAt(nowMs - serial * 86_400_000, serial)));
    const appendedMs = Date.now();
    expect((await ask()).asOf).toBeUndefined();
    await askHexagons(desk, hexagonQuery.parse({}));
    await warehouse.append([rowAt(nowMs - 60_000, 4)]);
    const answer = await ask();
    expect([answer.totals[0]?.devices, answer.received]).toEqual([3, 4]);
    const asOfMs = Date.parse(answer.asOf ?? '');
    expect([asOfMs >= startedMs, asOfMs <= appendedMs]).toEqual([true, true]);
    expect(statisticsRows(answer)[0]?.as_of).toBe(answer.asOf);
    expect((await askHexagons(desk, hexagonQuery.parse({}))).asOf).toBe(answer.asOf);
    const byDay = await ask({ groupBy: 'day', totals: 'false' });
    expect([byDay.groups.length, byDay.asOf]).toEqual([4, undefined]);
  } finally {
    rmSync(path, { recursive: true });
  }
}, 60_000);
