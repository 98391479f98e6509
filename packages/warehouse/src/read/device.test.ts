import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { installId, row, sample } from '../../test/sample.ts';
import { openWarehouse } from '../index.ts';
import { type Connections, connect } from '../open/connect.ts';
import { eraseDevice, recordsOf } from './device.ts';
import { select } from './select.ts';

const folder = mkdtempSync(join(tmpdir(), 'i-speed-erase-'));
afterAll(() => rmSync(folder, { recursive: true }));

const startMs = Date.parse('2026-03-01T00:00:00Z');
const [own, other] = [installId(1), installId(2)];
const TABLES = ['measurements', 'measurement_details'] as const;

test('an erased install is read no more while the disk still holds it, nor after; it leaves the disk by itself', async () => {
  {
    await using warehouse = await openWarehouse({ path: folder });
    const from = (id: string) => ({ client: { kind: 'cli' as const, version: '1', installId: id } });
    const devices = [own, other, own, own];
    await warehouse.append(devices.map((id, i) => row(sample(startMs + i * 86_400_000, i, from(id)))));
  }
  {
    const connections = await connect({ path: folder });
    // Nothing is rewritten now, as on a machine that is too busy for it.
    await connections.writer.command({ query: 'SYSTEM STOP MERGES' });
    expect(await eraseDevice(connections, own)).toBe(3);
    expect(await rowsOf(connections, 'onDisk')).toEqual([4, 4]);
    expect(await rowsOf(connections, 'asRead')).toEqual([1, 1]);
    expect(await recordsOf(connections, own, 10)).toEqual([]);
    await connections.close();
  }
  const connections = await connect({ path: folder });
  expect(await rowsOf(connections, 'asRead')).toEqual([1, 1]);
  expect((await recordsOf(connections, other, 10)).length).toBe(1);
  await expect.poll(() => rowsOf(connections, 'onDisk'), { timeout: 20_000 }).toEqual([1, 1]);
  await connections.close();
});

/** Rows of each table, as every question reads them or as the disk holds them. */
function rowsOf(connections: Connections, how: 'asRead' | 'onDisk'): Promise<number[]> {
  const setting = how === 'onDisk' ? ' SETTINGS apply_mutations_on_fly = 0' : '';
  return Promise.all(
    TABLES.map(async (table) => {
      const [found] = await select<{ n: string }>(connections, {
        sql: `SELECT toString(count()) AS n FROM ${table}${setting}`,
        params: {},
      });
      return Number(found?.n);
    }),
  );
}
