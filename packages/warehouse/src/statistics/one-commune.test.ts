import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyFreshWarehouse } from '@i-speed/testbed';
import { expect, test } from 'vitest';
import { direction, installId, row, sample } from '../../test/sample.ts';
import { planOf } from '../build/value/plan.ts';
import { openWarehouse } from '../index.ts';
import { connect } from '../open/connect.ts';
import { select } from '../read/select.ts';
import { sumsQuery } from './build-query.ts';

const marchMs = Date.parse('2026-02-28T17:00:00Z');
const question = {
  timeZone: 'Asia/Ho_Chi_Minh',
  edition: '2025-07-01',
  areas: 'successors',
  quantity: 'download',
  fromMs: marchMs,
  untilMs: marchMs + 31 * 86_400_000,
  communeCode: '00004',
} as const;

test('of one commune the values of others are passed over by the index of communes', async () => {
  const path = mkdtempSync(join(tmpdir(), 'i-speed-commune-'));
  await copyFreshWarehouse(path);
  {
    await using warehouse = await openWarehouse({ path });
    const measured = (d: number) =>
      sample(marchMs + d * 3_600_000, d, {
        client: { kind: 'cli', version: '1', installId: installId(d) },
        provinceCode: '01',
        communeCode: d === 0 ? '00004' : '00008',
        download: direction(10 + d),
      });
    await warehouse.append(Array.from({ length: 3 }, (_, d) => row(measured(d))));
    await warehouse.refresh({ timeZone: question.timeZone, leastNew: 1, settleMs: 0 });
    expect(await warehouse.cells(question)).toMatchObject([{ devices: 1, mean: { value: 10 } }]);
    expect(await warehouse.cells({ ...question, communeCode: '00012' })).toEqual([]);
  }
  const connections = await connect({ path });
  try {
    const { sql, params } = sumsQuery(question, await planOf(connections, question));
    const plan = await select<{ explain: string }>(connections, {
      sql: `EXPLAIN indexes = 1 ${sql}`,
      ...(params && { params }),
    });
    expect(plan.map(({ explain }) => explain.trim())).toContain('Name: communes');
  } finally {
    await connections.close();
    rmSync(path, { recursive: true });
  }
});
