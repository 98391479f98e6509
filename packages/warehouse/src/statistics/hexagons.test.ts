import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyFreshWarehouse } from '@i-speed/testbed';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { direction, installId, row, sample } from '../../test/sample.ts';
import { openWarehouse, type Warehouse } from '../index.ts';

const startMs = Date.parse('2026-03-01T00:00:00Z');
const folder = mkdtempSync(join(tmpdir(), 'i-speed-hexagons-'));
let warehouse: Warehouse;

beforeAll(async () => {
  await copyFreshWarehouse(folder);
  warehouse = await openWarehouse({ path: folder });
});
afterAll(async () => {
  await warehouse.close();
  rmSync(folder, { recursive: true });
});

/** H3's own name of the cell of resolution 6 (edge 3.7 km) around 21.03, 105.85, as h3-js tells it. */
const CELL = '86415cb4fffffff';

test('a device’s own position puts a measurement in its H3 cell; a coarse, chosen or absent one in none', async () => {
  const here = { latitude: 21.03, longitude: 105.85, source: 'gps' as const };
  const positions = [
    { ...here, accuracyM: 20 },
    here,
    { ...here, accuracyM: 5_000 },
    { ...here, source: 'chosen' as const },
    undefined,
  ];
  await warehouse.append(
    positions.map((position, i) =>
      row(
        sample(startMs + i * 60_000, i, {
          client: { kind: 'cli', version: '1', installId: installId(i + 1) },
          download: direction(10 * (i + 1)),
          ...(position && { position }),
        }),
      ),
    ),
  );
  const cells = await warehouse.cells({
    quantity: 'download',
    groupBy: 'hexagon',
    resolution: 6,
    fromMs: startMs,
    untilMs: startMs + 86_400_000,
    timeZone: 'Asia/Ho_Chi_Minh',
    edition: '2025-07-01',
  });
  expect(cells.map(({ key, devices, median }) => ({ key, devices, median: median.value }))).toEqual([
    { key: undefined, devices: 3, median: 40 },
    { key: CELL, devices: 2, median: 15 },
  ]);
});
