import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask as askHub, openAskedHub } from '../../test/asked-hub.ts';
import type { TestHub } from '../../test/open-test-hub.ts';

let hub: TestHub;

beforeAll(async () => {
  hub = await openAskedHub();
}, 60_000);
afterAll(() => hub[Symbol.asyncDispose]());

const ask = (query: string) => askHub(hub, query);

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
