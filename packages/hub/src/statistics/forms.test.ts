import { parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openAskedHub } from '../../test/asked-hub.ts';
import type { TestHub } from '../../test/open-test-hub.ts';

let hub: TestHub;

beforeAll(async () => {
  hub = await openAskedHub();
}, 60_000);
afterAll(() => hub[Symbol.asyncDispose]());

test('the same cells come as CSV and as Parquet', async () => {
  const csv = await hub.get('/api/v1/statistics?operator=viettel&format=csv');
  expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  const [header = '', line = '', ...rest] = (await csv.text()).trimEnd().split('\r\n');
  expect(rest).toEqual([]);
  const row = Object.fromEntries(header.split(',').map((name, i) => [name, line.split(',')[i]]));
  expect(row).toMatchObject({ indicator: 'download', n: '51', mean: '40', median_low: '33', share: '' });
  const parquet = await hub.get('/api/v1/statistics?operator=viettel&format=parquet');
  const [one, ...others] = await parquetReadObjects({ file: await parquet.arrayBuffer() });
  expect(others).toEqual([]);
  expect(one).toMatchObject({ indicator: 'download', n: 51n, mean: 40, median_low: 33, share: null });
});

test('a table says why a figure is not told, and how many devices are missing', async () => {
  const parquet = await hub.get('/api/v1/statistics?technology=4g&format=parquet');
  const [row] = await parquetReadObjects({ file: await parquet.arrayBuffer() });
  const untold = { median: null, median_low: null, median_high: null, median_withheld: 'few-devices' };
  expect(row).toMatchObject({ n: 10n, ...untold, median_missing_devices: 20n, mean_missing_devices: 40n, p90: null });
  const csv = await (await hub.get('/api/v1/statistics?technology=4g&format=csv')).text();
  expect(csv).toContain(',,,,,few-devices,20,');
  const svg = await (await hub.get('/api/v1/statistics/picture?technology=4g&groupBy=operator')).text();
  expect(svg).toContain('Cần thêm 20 máy để nêu con số.');
  const { components } = await (await hub.get('/api/v1/openapi.json')).json();
  expect(JSON.stringify(components)).toContain('"few-devices","no-interval","interval-too-wide"');
});

test('numbers in addresses are described as numbers, with their bounds', async () => {
  const { paths } = await (await hub.get('/api/v1/openapi.json')).json();
  const parameters: { name: string; required?: boolean; schema: object }[] = paths['/api/v1/statistics'].get.parameters;
  expect(parameters.find(({ name }) => name === 'target')).toMatchObject({
    required: false,
    schema: { type: 'number', exclusiveMinimum: 0, maximum: 1_000_000 },
  });
});

test('an answer that has not changed travels once', async () => {
  const first = await hub.get('/api/v1/statistics?operator=viettel');
  const again = await hub.get('/api/v1/statistics?operator=viettel', {
    headers: { 'if-none-match': first.headers.get('etag') ?? '' },
  });
  expect(again.status).toBe(304);
});

test('an answer has its picture, as SVG and as PNG', async () => {
  const svg = await hub.get('/api/v1/statistics/picture?groupBy=operator&lang=en');
  expect(svg.headers.get('content-type')).toBe('image/svg+xml; charset=utf-8');
  expect(await svg.text()).toContain('Download rate by operator (Mbps)');
  const png = await hub.get('/api/v1/statistics/picture?groupBy=operator&format=png');
  expect([...new Uint8Array(await png.arrayBuffer()).slice(1, 4)]).toEqual([0x50, 0x4e, 0x47]);
});
