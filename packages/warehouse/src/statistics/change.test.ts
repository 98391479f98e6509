import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyFreshWarehouse } from '@i-speed/testbed';
import { expect, test } from 'vitest';
import { direction, installId, row, sample } from '../../test/sample.ts';
import { sayTo } from '../../test/say.ts';
import { openWarehouse, type Warehouse } from '../index.ts';

const marchMs = Date.parse('2026-02-28T17:00:00Z');
const aprilMs = Date.parse('2026-03-31T17:00:00Z');
const mayMs = Date.parse('2026-04-30T17:00:00Z');
const months = [
  { month: '2026-03', fromMs: marchMs, untilMs: aprilMs },
  { month: '2026-04', fromMs: aprilMs, untilMs: mayMs },
];
const question = {
  quantity: 'download',
  timeZone: 'Asia/Ho_Chi_Minh',
  edition: '2025-07-01',
  scale: 'log',
  months,
} as const;
const ask = (warehouse: Warehouse) => warehouse.changeSeries(question);

/** Device d measures 10 + d Mbit/s in each month, and in April a fifth more. */
const measured = (d: number, monthMs: number) =>
  row(
    sample(monthMs + d * 86_400_000, d, {
      client: { kind: 'cli', version: '1', installId: installId(d) },
      communeCode: `0000${d % 3}`,
      download: direction((10 + d) * (monthMs === marchMs ? 1 : 1.2)),
    }),
  );

test('of changes what is told is kept and not the cells it is made of, and looked up until something comes', async () => {
  const path = mkdtempSync(join(tmpdir(), 'i-speed-change-'));
  try {
    await copyFreshWarehouse(path);
    const fresh = await (async () => {
      await using warehouse = await openWarehouse({ path });
      await warehouse.append(months.flatMap(({ fromMs }) => Array.from({ length: 12 }, (_, d) => measured(d, fromMs))));
      return await ask(warehouse);
    })();
    expect(fresh[1]?.sinceBefore?.raw?.ratio).toBeCloseTo(1.2, 2);
    expect(await sayTo(path, 'SELECT JSONExtractString(question, 2) AS name FROM kept_answers')).toEqual([
      { name: 'changes-log' },
    ]);
    // Changed behind the engine's back: what is told now was looked up.
    await sayTo(path, 'ALTER TABLE measurements UPDATE download_mbps = 1000 WHERE 1 SETTINGS mutations_sync = 2');
    await using warehouse = await openWarehouse({ path });
    expect(await ask(warehouse)).toEqual(fresh);
    await warehouse.append([measured(20, aprilMs)]);
    expect(await ask(warehouse)).not.toEqual(fresh);
  } finally {
    rmSync(path, { recursive: true });
  }
});
