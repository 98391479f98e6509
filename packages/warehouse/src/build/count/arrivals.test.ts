import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyFreshWarehouse } from '@i-speed/testbed';
import { expect, test } from 'vitest';
import { installId, row, sample } from '../../../test/sample.ts';
import { openWarehouse } from '../../index.ts';
import { connect } from '../../open/connect.ts';
import { type Query, select } from '../../read/select.ts';
import { arrivalsOf, arrivalsQuery } from './arrivals.ts';

const marchMs = Date.parse('2026-02-28T17:00:00Z');
const span = { fromMs: marchMs, untilMs: marchMs + 31 * 86_400_000, timeZone: 'Asia/Ho_Chi_Minh' };

test('arrivals are read from their projection, and from measurements only while an erasure waits', async () => {
  const path = mkdtempSync(join(tmpdir(), 'i-speed-arrivals-'));
  await copyFreshWarehouse(path);
  {
    await using warehouse = await openWarehouse({ path });
    const client = { kind: 'cli', version: '1', installId: installId(1) } as const;
    await warehouse.append([1, 2].map((i) => row(sample(marchMs + i * 60_000, i, { client }))));
  }
  const connections = await connect({ path });
  const plan = async ({ sql, params }: Query) => {
    const lines = await select<{ explain: string }>(connections, { sql: `EXPLAIN ${sql}`, ...(params && { params }) });
    return lines.map(({ explain }) => explain).join('\n');
  };
  try {
    for (const division of ['whole', 'day', 'month'] as const)
      expect(await plan(arrivalsQuery(span, division, false))).toContain('(arrivals)');
    expect((await arrivalsOf(connections, span, 'whole')).get('')?.rows).toBe(2);
    await connections.define('SYSTEM STOP MERGES measurements');
    await connections.define('ALTER TABLE measurements DELETE WHERE 1 SETTINGS mutations_sync = 0');
    expect(await arrivalsOf(connections, span, 'whole')).toEqual(new Map());
  } finally {
    await connections.close();
    rmSync(path, { recursive: true });
  }
});
