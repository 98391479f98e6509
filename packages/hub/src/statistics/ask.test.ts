import { changeSeriesAnswer, modelledAnswer, type StatisticsAnswer, statisticsAnswer } from '@i-speed/spec';
import { parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHub, type TestHub } from '../../test/open-test-hub.ts';
import { installId, submissionAt, withReceipt } from '../../test/sample.ts';

const nowMs = Date.parse('2026-11-21T04:00:00.000Z');
let hub: TestHub;

/** Seven devices of Viettel and two of VNPT, each once; one of Viettel's again within 4 hours; one that measured by itself; one without a receipt. */
beforeAll(async () => {
  hub = await openTestHub({}, { clock: () => nowMs });
  const send = async (
    device: number,
    rateMbps: number,
    clientPrefix: string,
    hoursAgo: number,
    trigger: 'manual' | 'auto' = 'manual',
  ) => {
    const base = submissionAt(nowMs - hoursAgo * 3_600_000, {
      trigger,
      client: { kind: 'web', version: '1', installId: installId(device) },
      access: { kind: 'mobile', kindFrom: 'user' },
    });
    const download = base.download && { ...base.download, rateMbps, bytes: rateMbps * 125_000 * 2 };
    const { upload: _, ...rest } = base;
    await hub.post(
      '/api/v1/measurements',
      await withReceipt({ ...rest, ...(download && { download }) }, hub.pointKey, { clientPrefix }),
    );
  };
  for (const [i, rateMbps] of [10, 20, 30, 40, 50, 60, 70].entries()) await send(i + 1, rateMbps, '27.64.0.0/24', 30);
  await send(1, 500, '27.64.0.0/24', 28);
  for (const [i, rateMbps] of [80, 90].entries()) await send(i + 20, rateMbps, '113.160.0.0/24', 2);
  await send(60, 900, '27.64.0.0/24', 5, 'auto');
  await hub.post(
    '/api/v1/measurements',
    submissionAt(nowMs - 60_000, { client: { kind: 'web', version: '1', installId: installId(40) } }),
  );
}, 60_000);
afterAll(() => hub[Symbol.asyncDispose]());

async function ask(query: string): Promise<StatisticsAnswer> {
  const answer = await hub.get(`/api/v1/statistics?${query}`);
  expect(answer.status).toBe(200);
  return statisticsAnswer.parse(await answer.json());
}

test('totals: only what counts, with figures and intervals', async () => {
  const { totals, groups, excluded, period, indicator } = await ask('operator=viettel');
  expect(indicator).toMatchObject({ id: 'download', unit: 'Mbit/s' });
  expect(period).toEqual({ from: '2026-10-23', to: '2026-11-21', timeZone: 'Asia/Ho_Chi_Minh' });
  expect(groups).toEqual([]);
  const [total] = totals;
  expect(totals).toHaveLength(1);
  // Seven values, mean and median 40: p10 = 10 + 0.6 * 10, p90 = 60 + 0.4 * 10 (type 7); the median's interval spans ranks 1 and 7.
  expect(total).toMatchObject({
    networkKind: 'exchange',
    n: 7,
    devices: 7,
    p10: 16,
    p90: 64,
  });
  // A half-width of 30 is more than half of 40: the interval is told, the figure is not.
  expect(total?.median).toEqual({ interval: { low: 10, high: 70 }, withheld: 'interval-too-wide' });
  expect(total?.mean).toEqual({ value: 40, interval: total?.mean?.interval, precision: 'C' });
  expect(excluded).toEqual([{ reason: 'receipt-missing', n: 1 }]);
});

test('what devices began by themselves stands apart, and only where it is asked for', async () => {
  expect((await ask('operator=viettel&trigger=auto')).totals).toMatchObject([{ n: 1, devices: 1 }]);
  const { groups } = await ask('operator=viettel&groupBy=trigger');
  expect(groups.map(({ key, n }) => [key, n])).toEqual([
    ['auto', 1],
    ['manual', 7],
  ]);
});

test('a group of few devices tells n and devices, no figures; nor does another that would give it away', async () => {
  const { groups, totals, leastDevices } = await ask('groupBy=operator');
  expect(leastDevices).toBe(6);
  expect(totals[0]).toMatchObject({ n: 9, devices: 9 });
  const byKey = new Map(groups.map((group) => [group.key, group]));
  expect(byKey.get('vnpt')).toEqual({
    key: 'vnpt',
    name: 'VNPT / VinaPhone',
    networkKind: 'exchange',
    n: 2,
    devices: 2,
    hidden: 'few-devices',
  });
  expect(byKey.get('viettel')).toMatchObject({ n: 7, devices: 7, hidden: 'complementary' });
});

test('says what became of all that was received', async () => {
  // Eleven came, the one without a receipt is not valid, and one of the valid ten was too soon after the last of its device.
  expect(await ask('')).toMatchObject({
    received: 11,
    valid: 10,
    counted: 9,
    excluded: [{ reason: 'receipt-missing', n: 1 }],
  });
});

test('days are those of the country', async () => {
  const { groups } = await ask('groupBy=day&operator=viettel');
  // 30 hours before 11:00 in Hà Nội on 21 November is 05:00 on the 20th.
  expect(groups.map(({ key, n }) => [key, n])).toEqual([['2026-11-20', 7]]);
});

test('a quantity that was not measured is absent, not 0', async () => {
  expect((await ask('indicator=upload')).totals).toEqual([]);
  const [latency] = (await ask('indicator=latency&operator=viettel')).totals;
  expect(latency?.median?.value).toBe(8);
});

test.each([
  ['indicator=speed', 'query.indicator'],
  ['groupBy=village', 'query.groupBy'],
  ['from=2026-02-30', 'query.from'],
  ['from=2026-11-02&to=2026-11-01', 'query.from'],
  ['groupBy=day&from=2020-01-01', 'query.from'],
  ['province=Hanoi', 'query.province'],
  ['totals=false', 'query.totals'],
  ['from=0001-01-01&to=0001-01-31', 'query.from query.to'],
  ['from=9999-12-01&to=9999-12-31', 'query.from query.to'],
  ['provnice=01', 'query.provnice'],
  ['target=0', 'query.target'],
  ['target=1e308', 'query.target'],
  ['target=0x10', 'query.target'],
  ['target=1e2', 'query.target'],
  ['target=%2040', 'query.target'],
  ['target=', 'query.target'],
])('%s is refused, naming %s', async (query, path) => {
  const answer = await hub.get(`/api/v1/statistics?${query}`);
  expect(answer.status).toBe(422);
  expect((await answer.json()).faults.map((fault: { path: string }) => fault.path)).toEqual(path.split(' '));
});

test('shares, families and hours are asked the same way', async () => {
  const failure = await ask('indicator=failure&operator=viettel');
  expect(failure.totals[0]).toMatchObject({ n: 8, devices: 7, share: { value: 0 } });
  expect(failure.totals[0]?.mean).toBeUndefined();
  const { groups } = await ask('groupBy=family&operator=viettel');
  expect(groups).toMatchObject([{ key: '4', n: 7, p20: 22, p80: 58 }]);
  expect((await ask('groupBy=hour&operator=viettel')).groups.map(({ key }) => key)).toEqual(['05']);
});

test('groups come without totals where these are not wanted, and hide as much', async () => {
  const [whole, alone] = [
    await ask('groupBy=operator&histogram=true'),
    await ask('groupBy=operator&histogram=true&totals=false'),
  ];
  expect(alone.totals).toEqual([]);
  expect(alone.groups).toEqual(whole.groups);
  expect(alone.groups.some(({ hidden }) => hidden !== undefined)).toBe(true);
});

test('a target tells the share that reaches it, a histogram how the values lie', async () => {
  const { totals, edges = [], target } = await ask('operator=viettel&target=45&histogram=true');
  expect(target).toBe(45);
  // Three of seven: within 20 points nothing is known of it.
  const { interval = { low: 1, high: 0 }, ...share } = totals[0]?.shareAtTarget ?? {};
  expect(share).toEqual({ withheld: 'interval-too-wide' });
  expect([interval.low < 3 / 7, interval.high > 3 / 7]).toEqual([true, true]);
  // Of 10, 20 ... 70 none lies below 5 nor from 80 on.
  const counts = totals[0]?.counts ?? [];
  const within = counts.slice(edges.indexOf(5) + 1, edges.indexOf(80) + 1);
  expect([counts.length, within.reduce((sum, n) => sum + n, 0)]).toEqual([edges.length + 1, 7]);
  expect(counts.reduce((sum, n) => sum + n, 0)).toBe(7);
});

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

test('what would cost too much, or means nothing, is refused with the reason', async () => {
  const faults = async (query: string) => {
    const answer = await hub.get(`/api/v1/statistics?${query}`);
    expect(answer.status).toBe(422);
    return (await answer.json()).faults;
  };
  expect(await faults('groupBy=commune&from=2020-01-01&to=2026-01-01')).toEqual([
    {
      path: 'query.from',
      message: '2193 days are asked, at most 400 are answered here; ask for a shorter period or name a province',
    },
  ]);
  expect(await faults('indicator=loss&target=5')).toMatchObject([{ path: 'query.target' }]);
  expect(await faults('edition=2001-01-01')).toMatchObject([{ path: 'query.edition' }]);
});

test('a code that names nothing is refused, and every fault is named at once', async () => {
  const paths = async (query: string) => {
    const answer = await hub.get(`/api/v1/statistics?${query}`);
    expect(answer.status).toBe(422);
    return (await answer.json()).faults.map((fault: { path: string }) => fault.path);
  };
  expect(await paths('province=99')).toEqual(['query.province']);
  expect(await paths('commune=99999&operator=nobody&totals=false')).toEqual([
    'query.totals',
    'query.operator',
    'query.commune',
  ]);
  // What cannot be read hides no other fault, but what would have to be judged with it.
  expect(await paths('from=x&province=99&operator=nobody&indicator=loss&target=5&provnice=01')).toEqual([
    'query.from',
    'query.provnice',
    'query.target',
    'query.operator',
    'query.province',
  ]);
  expect(await paths('edition=1&province=99&groupBy=x&totals=false')).toEqual(['query.groupBy', 'query.edition']);
  // Hà Giang was a province until the middle of 2025.
  const former = await (await hub.get('/api/v1/statistics?province=02')).json();
  expect(former.faults[0].message).toBe(
    'edition 2025-07-01 has no province 02; for Tỉnh Hà Giang as it was, add edition=2025-01-01&areas=own',
  );
  // The ward of Hoàn Kiếm lies in Hà Nội (01), not in Hồ Chí Minh City (79).
  expect(await paths('province=79&commune=00070')).toEqual(['query.commune']);
});

test('changes tell each month that has measurements, and nothing where the month before has none', async () => {
  const answer = await hub.get('/api/v1/statistics/changes?to=2026-11&months=3');
  expect(changeSeriesAnswer.parse(await answer.json())).toMatchObject({
    from: '2026-09',
    to: '2026-11',
    steps: [{ month: '2026-11', networkKind: 'exchange', sinceBefore: {} }],
  });
  const [month] = (await ask('from=2026-11-01&to=2026-11-30&groupBy=month')).groups;
  const [step] = changeSeriesAnswer.parse(await (await hub.get('/api/v1/statistics/changes?to=2026-11')).json()).steps;
  expect(step?.geometricMean).toEqual(month?.geometricMean);
  expect(step?.fixedMix).toEqual(month?.geometricMean);
  expect((await hub.get('/api/v1/statistics/changes?indicator=ipv6')).status).toBe(422);
  expect((await hub.get('/api/v1/statistics/changes?months=400')).status).toBe(422);
  const refused = await hub.get('/api/v1/statistics/changes?indicator=loss&province=99&to=9999-12');
  expect((await refused.json()).faults.map(({ path }: { path: string }) => path)).toEqual([
    'query.to',
    'query.province',
  ]);
  const named = await hub.get('/api/v1/statistics/changes?indicator=loss&province=99');
  expect((await named.json()).faults.map(({ path }: { path: string }) => path)).toEqual([
    'query.indicator',
    'query.province',
  ]);
  expect((await hub.get('/api/v1/statistics/changes?to=1970-01')).status).toBe(200);
});

test('changes have their table and their picture', async () => {
  const csv = await hub.get('/api/v1/statistics/changes?to=2026-11&months=3&format=csv');
  expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  const [head, row] = (await csv.text()).split('\r\n').map((line) => line.split(','));
  const field = (name: string) => row?.[head?.indexOf(name) ?? -1];
  const [step] = changeSeriesAnswer.parse(await (await hub.get('/api/v1/statistics/changes?to=2026-11')).json()).steps;
  expect(['month', 'network_kind', 'fixed_mix', 'fixed_mix_low', 'fixed_mix_withheld', 'change'].map(field)).toEqual([
    '2026-11',
    'exchange',
    '',
    String(step?.fixedMix?.interval?.low),
    'interval-too-wide',
    '',
  ]);
  const svg = await hub.get('/api/v1/statistics/changes/picture?to=2026-11&lang=en');
  expect(await svg.text()).toContain('Download rate, geometric mean with the mix of the sample held fixed (Mbps)');
});

test('a commune that no others lend to has no modelled estimate, and one that does not exist is not found', async () => {
  const ask = (commune: string) =>
    hub.get(`/api/v1/statistics/modelled?commune=${commune}&access=mobile&networkKind=exchange&month=2026-11`);
  const told = modelledAnswer.parse(await (await ask('00097')).json());
  expect(told).toEqual({ month: '2026-11', code: '00097', name: told.name, backTest: { communes: 0, holds: true } });
  expect((await ask('99999')).status).toBe(404);
});

test('an answer has its picture, as SVG and as PNG', async () => {
  const svg = await hub.get('/api/v1/statistics/picture?groupBy=operator&lang=en');
  expect(svg.headers.get('content-type')).toBe('image/svg+xml; charset=utf-8');
  expect(await svg.text()).toContain('Download rate by operator (Mbps)');
  const png = await hub.get('/api/v1/statistics/picture?groupBy=operator&format=png');
  expect([...new Uint8Array(await png.arrayBuffer()).slice(1, 4)]).toEqual([0x50, 0x4e, 0x47]);
});
