import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { direction, idAt, installId, row, sample } from '../../test/sample.ts';
import { openWarehouse, WarehouseError } from '../index.ts';
import { migrate } from '../migrate/migrate.ts';
import { connect } from './connect.ts';

const atMs = Date.parse('2026-11-21T04:00:00.000Z');
const door = fileURLToPath(new URL('../index.ts', import.meta.url));
let path: string;

beforeEach(() => {
  path = mkdtempSync(join(tmpdir(), 'i-speed-warehouse-'));
});
afterEach(() => rmSync(path, { recursive: true }));

describe('keeping', () => {
  test('a record comes back as it was, also after closing and opening again', async () => {
    const measurement = sample(atMs, 1, {
      client: { kind: 'web', version: "0.1'\\ \u0000 ố", installId: installId(1) },
      download: {
        ...direction(38.123456789),
        series: [
          [0, 0],
          [50, 240_625],
        ],
      },
      communeCode: '00004',
    });
    {
      await using warehouse = await openWarehouse({ path });
      await warehouse.append([row(measurement)]);
    }
    await using warehouse = await openWarehouse({ path });
    expect(await warehouse.byId(measurement.id)).toEqual(measurement);
    expect(await warehouse.byId(idAt(atMs, 2))).toBeUndefined();
  });

  test('a part whose file was cut is named with its folder, and all goes on with the rest', async () => {
    const [lost, whole] = [sample(atMs, 1), sample(atMs + 1000, 2)];
    {
      await using warehouse = await openWarehouse({ path });
      await warehouse.append([row(lost)]);
      expect(await warehouse.damagedParts()).toEqual([]);
    }
    const table = join(path, 'clickhouse/data/default/measurements');
    const files = readdirSync(table, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('data.bin'));
    for (const file of files) truncateSync(join(table, file), 10);
    await using warehouse = await openWarehouse({ path });
    const [damaged, ...others] = await warehouse.damagedParts();
    expect(others).toEqual([]);
    expect(damaged?.table).toBe('measurements');
    expect(readdirSync(damaged?.path ?? '')).toContain('data.bin');
    await warehouse.append([row(whole)]);
    expect([...(await warehouse.existing([lost.id, whole.id])).keys()]).toEqual([whole.id]);
  });

  test('of one id written twice the first received stays, and counts once', async () => {
    await using warehouse = await openWarehouse({ path });
    const client = { kind: 'cli', version: '1', installId: installId(1) } as const;
    const first = sample(atMs, 1, { client, download: direction(10) });
    const second = { ...first, receivedAt: new Date(atMs + 60_000).toISOString(), validity: 'excluded' as const };
    await warehouse.append([row(second)]);
    await warehouse.append([row(first)]);
    expect((await warehouse.existing([first.id])).get(first.id)?.validity).toBe('valid');
    expect(await warehouse.byId(first.id)).toEqual(first);
    const [cell] = await warehouse.cells({
      quantity: 'download',
      fromMs: atMs,
      untilMs: atMs + 1,
      timeZone: 'Asia/Ho_Chi_Minh',
      edition: '2025-07-01',
    });
    expect(cell?.n).toBe(1);
  });

  test('names the kept among many ids, and nothing of the others', async () => {
    await using warehouse = await openWarehouse({ path });
    const kept = sample(atMs, 1, { validity: 'excluded', reasons: ['failed'], countsInStatistics: false });
    await warehouse.append([row(kept)]);
    const found = await warehouse.existing([kept.id, idAt(atMs, 2), idAt(atMs + 1, 1)]);
    expect([...found.values()]).toEqual([
      { id: kept.id, validity: 'excluded', reasons: ['failed'], countsInStatistics: false },
    ]);
  });

  test('tells the past of devices and origins inside a span', async () => {
    await using warehouse = await openWarehouse({ path });
    const mine = { kind: 'web', version: '1', installId: installId(1), deviceModel: 'SM-A515F' } as const;
    const position = { latitude: 21.03, longitude: 105.85, accuracyM: 12, source: 'gps' } as const;
    await warehouse.append([
      row(sample(atMs, 1, { client: mine, position, networkPrefix: '27.64.0.0/24', operator: 'viettel' })),
      row(sample(atMs + 1000, 2, { client: { ...mine, installId: installId(2) }, networkPrefix: '27.64.0.0/24' })),
      row(sample(atMs - 1000, 3, { client: mine })),
    ]);
    const span = { fromMs: atMs, toMs: atMs + 1000 };
    expect(await warehouse.historyOf([installId(1), installId(9)], span)).toEqual([
      {
        id: idAt(atMs, 1),
        installId: installId(1),
        startedAtMs: atMs,
        trigger: 'manual',
        countsInStatistics: true,
        position,
        operator: 'viettel',
      },
    ]);
    const origin = { networkPrefix: '27.64.0.0/24', deviceModel: 'SM-A515F' };
    const starts = (await warehouse.originsOf([origin], span)).map(({ startedAtMs }) => startedAtMs);
    expect(starts.sort()).toEqual([atMs, atMs + 1000]);
  });

  test('tells of an origin whose model is not told by the kind of program, and at most 60 of a minute', async () => {
    await using warehouse = await openWarehouse({ path });
    const minuteMs = Date.parse('2026-11-21T05:00:00Z');
    const networkPrefix = '27.65.0.0/24';
    const at = (ms: number, i: number) =>
      row(sample(ms, i, { client: { kind: 'web', version: '1', installId: installId(i) }, networkPrefix }));
    await warehouse.append([...Array.from({ length: 61 }, (_, i) => at(minuteMs + i, i)), at(minuteMs + 60_000, 61)]);
    const span = { fromMs: minuteMs, toMs: minuteMs + 60_000 };
    const found = await warehouse.originsOf([{ networkPrefix, deviceModel: 'web' }], span);
    const starts = found.map(({ startedAtMs }) => startedAtMs - minuteMs);
    expect(starts).toEqual([...Array.from({ length: 60 }, (_, i) => i), 60_000]);
    expect(await warehouse.originsOf([{ networkPrefix, deviceModel: 'cli' }], span)).toEqual([]);
  });

  test('an insert is on disk when it returns: files and part folders are synced', async () => {
    {
      await using warehouse = await openWarehouse({ path });
      await warehouse.ping();
    }
    const connections = await connect({ path });
    const synced = () =>
      connections.read(async (client) => {
        const query = "SELECT event, value FROM system.events WHERE event IN ('FileSync', 'DirectorySync')";
        const rows = await (await client.query({ query, format: 'JSONEachRow' })).json<{
          event: string;
          value: string;
        }>();
        return new Map(rows.map(({ event, value }) => [event, Number(value)]));
      });
    const { append } = await import('../append/append.ts');
    const before = await synced();
    await append(connections, [row(sample(atMs, 1))]);
    const after = await synced();
    await connections.close();
    const more = (event: string) => (after.get(event) ?? 0) - (before.get(event) ?? 0);
    expect(more('FileSync')).toBeGreaterThanOrEqual(2);
    expect(more('DirectorySync')).toBeGreaterThanOrEqual(2);
  });
});

describe('the folder', () => {
  test('is for one process: a second one is told so in one line', async () => {
    await using warehouse = await openWarehouse({ path });
    await warehouse.ping();
    await expect(openWarehouse({ path })).rejects.toMatchObject({ code: 'folder-locked' });
    const program = `const { openWarehouse } = await import(${JSON.stringify(door)});
      await openWarehouse({ path: ${JSON.stringify(path)} }).catch((error) => console.error(error.message));`;
    const other = spawnSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' });
    expect(other.stderr.trim()).toBe(
      `${path} is in use by another i-Speed process (process ${process.pid}); stop that one, or set I_SPEED_DATA to another folder`,
    );
    expect(other.stdout).toBe('');
  });

  test('that cannot be made is named, with what to do', async () => {
    const file = join(path, 'file');
    writeFileSync(file, '');
    const opening = openWarehouse({ path: join(file, 'data') });
    await expect(opening).rejects.toThrow(WarehouseError);
    await expect(opening).rejects.toThrow(/cannot be written .*; make it writable, or set I_SPEED_DATA/);
  });
});

describe('migrations', () => {
  test('are applied once each; a file changed afterwards is refused', async () => {
    {
      await using warehouse = await openWarehouse({ path });
      await warehouse.ping();
    }
    const connections = await connect({ path });
    const ledger = await (
      await connections.writer.query({ query: 'SELECT name FROM schema_migrations', format: 'JSONEachRow' })
    ).json<{ name: string }>();
    const files = readdirSync(new URL('../migrations/', import.meta.url)).sort();
    expect(ledger.map(({ name }) => name).sort()).toEqual(files);
    await connections.writer.command({
      query: "INSERT INTO schema_migrations SELECT name, 'another', now() FROM schema_migrations LIMIT 1",
    });
    await connections.close();
    await expect(openWarehouse({ path })).rejects.toMatchObject({ code: 'migration-changed' });
  });

  test('that a newer version applied are refused before anything is done', async () => {
    const connections = await connect({ path });
    await migrate(connections);
    await connections.writer.command({
      query: "INSERT INTO schema_migrations VALUES ('9999-tomorrow.sql', 'its checksum', now())",
    });
    await connections.close();
    await expect(openWarehouse({ path })).rejects.toMatchObject({
      code: 'migration-newer',
      message: 'a newer version of i-Speed has kept measurements here (9999-tomorrow.sql): start that one',
    });
  });
});

test('a server that does not answer is named, with its host', async () => {
  await expect(openWarehouse({ url: 'http://127.0.0.1:9' })).rejects.toThrow(
    /^ClickHouse at 127\.0\.0\.1:9 does not take the schema/,
  );
});
