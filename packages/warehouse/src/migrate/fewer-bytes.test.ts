import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { idAt } from '../../test/sample.ts';
import { type Connections, connect } from '../open/connect.ts';
import { migrationNames, statements } from './migrate.ts';

const NAME = '0010-fewer-bytes.sql';
const atMs = Date.parse('2026-03-02T04:00:00.000Z');
let path: string;

beforeEach(() => {
  path = mkdtempSync(join(tmpdir(), 'i-speed-fewer-bytes-'));
});
afterEach(() => rmSync(path, { recursive: true }));

test('ends of intervals that were kept as rates stay around what was measured, also when the change broke off half-way', async () => {
  const connections = await connect({ path });
  try {
    for (const name of migrationNames().filter((one) => one < NAME)) await say(connections, name);
    await connections.writer.insert({
      table: 'measurements',
      values: [
        kept(1, { download_mbps: 50, download_low_mbps: 40, download_high_mbps: 62.5, upload_mbps: 7 }),
        kept(2, { download_mbps: 5, download_low_mbps: 0, download_high_mbps: 5 }),
        kept(3, {}),
      ],
      format: 'JSONEachRow',
    });
    const wanted = [
      // Steps of 2^(1/45): 50 / 40 is 14.49 of them, 62.5 / 50 as many.
      { mbps: 50, low: Math.fround(50 * 2 ** (-15 / 45)), high: Math.fround(50 * 2 ** (15 / 45)), up: 7, up_low: null },
      { mbps: 5, low: 0, high: 5, up: null, up_low: null },
      { mbps: null, low: null, high: null, up: null, up_low: null },
    ];
    for (const broken of [0, 1, 2, 3]) {
      await say(connections, NAME, broken === 0 ? undefined : broken);
      await say(connections, NAME);
      expect(await rows(connections)).toEqual(wanted);
    }
  } finally {
    await connections.close();
  }
});

/** Says the statements of a migration, or the first so many. */
async function say(connections: Connections, name: string, count?: number): Promise<void> {
  const sql = readFileSync(new URL(`../migrations/${name}`, import.meta.url), 'utf8');
  for (const statement of statements(sql).slice(0, count)) await connections.define(statement);
}

function kept(serial: number, figures: Record<string, number>) {
  const at = new Date(atMs).toISOString().replace('T', ' ').replace('Z', '');
  const words = { trigger: 'manual', method_version: '1', client_kind: 'web', validity: 'valid', reasons: [] };
  return { id: idAt(atMs, serial), id_at: at, started_at: at, seniority: String(serial), ...words, ...figures };
}

/** Figures as the 32 bits they are kept in. */
async function rows(connections: Connections): Promise<Record<string, number | null>[]> {
  const query = `SELECT download_mbps AS mbps, download_low_mbps AS low, download_high_mbps AS high, upload_mbps AS up, upload_low_mbps AS up_low
    FROM measurements ORDER BY seniority`;
  const read = await connections.read(async (client) => {
    return (await client.query({ query, format: 'JSONEachRow' })).json<Record<string, number | null>>();
  });
  const exact = (figure: number | null) => (figure === null ? null : Math.fround(figure));
  return read.map((row) => Object.fromEntries(Object.entries(row).map(([name, figure]) => [name, exact(figure)])));
}
