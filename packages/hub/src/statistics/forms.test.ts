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
  expect(row).toMatchObject({ indicator: 'download', n: '7', mean: '40', median_low: '10', share: '' });
  const parquet = await hub.get('/api/v1/statistics?operator=viettel&format=parquet');
  const [one, ...others] = await parquetReadObjects({ file: await parquet.arrayBuffer() });
  expect(others).toEqual([]);
  expect(one).toMatchObject({ indicator: 'download', n: 7n, mean: 40, median_low: 10, share: null });
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
