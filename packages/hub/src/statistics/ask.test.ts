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
  // Fifty-one values from 15 to 65, mean and median 40: p10 is the sixth, p90 the forty-sixth (type 7).
  expect(total).toMatchObject({
    networkKind: 'exchange',
    n: 51,
    devices: 51,
    p10: 20,
    p90: 60,
  });
  // Of the ranks of 51 values the 19th and the 33rd bound the median.
  expect(total?.median).toEqual({ value: 40, interval: { low: 33, high: 47 }, precision: 'A' });
  expect(total?.mean).toEqual({ value: 40, interval: total?.mean?.interval, precision: 'A' });
  expect(excluded).toEqual([{ reason: 'receipt-missing', n: 1 }]);
});

test('below its needed number of devices a figure is not told, nor its interval, but how many are missing', async () => {
  const [twenty] = (await ask('technology=5g&target=40')).totals;
  expect(twenty).toMatchObject({ n: 20, devices: 20 });
  expect(twenty?.median).toEqual({ withheld: 'few-devices', missingDevices: 10 });
  expect(twenty?.mean).toEqual({ withheld: 'few-devices', missingDevices: 30 });
  expect(twenty?.geometricMean).toMatchObject({ precision: 'A' });
  expect([twenty?.p10, twenty?.p20, twenty?.p80, twenty?.p90]).toEqual(Array(4).fill(undefined));
  // Ten of twenty: within 20 points nothing is known of a half.
  const { interval, ...share } = twenty?.shareAtTarget ?? {};
  expect(share).toEqual({ withheld: 'interval-too-wide' });
  expect([(interval?.low ?? 1) < 0.5, (interval?.high ?? 0) > 0.5]).toEqual([true, true]);
  const [ten] = (await ask('technology=4g&target=20')).totals;
  expect(ten?.geometricMean).toEqual({ withheld: 'few-devices', missingDevices: 10 });
  expect(ten?.shareAtTarget).toEqual({ withheld: 'few-devices', missingDevices: 10 });
});

test('what devices began by themselves stands apart, and only where it is asked for', async () => {
  expect((await ask('operator=viettel&trigger=auto')).totals).toMatchObject([{ n: 1, devices: 1 }]);
  const { groups } = await ask('operator=viettel&groupBy=trigger');
  expect(groups.map(({ key, n }) => [key, n])).toEqual([
    ['auto', 1],
    ['manual', 51],
  ]);
});

test('a group of few devices tells n and devices, no figures; nor does another that would give it away', async () => {
  const { groups, totals, leastDevices } = await ask('groupBy=operator');
  expect(leastDevices).toBe(6);
  expect(totals[0]).toMatchObject({ n: 53, devices: 53 });
  const byKey = new Map(groups.map((group) => [group.key, group]));
  expect(byKey.get('vnpt')).toEqual({
    key: 'vnpt',
    name: 'VNPT / VinaPhone',
    networkKind: 'exchange',
    n: 2,
    devices: 2,
    hidden: 'few-devices',
  });
  expect(byKey.get('viettel')).toMatchObject({ n: 51, devices: 51, hidden: 'complementary' });
});

test('says what became of all that was received', async () => {
  // Of 55 the one without a receipt is not valid, and one of the valid ones was too soon after the last of its device.
  expect(await ask('')).toMatchObject({
    received: 55,
    valid: 54,
    counted: 53,
    excluded: [{ reason: 'receipt-missing', n: 1 }],
  });
});

test('days are those of the country', async () => {
  const { groups } = await ask('groupBy=day&operator=viettel');
  // 30 hours before 11:00 in Hà Nội on 21 November is 05:00 on the 20th.
  expect(groups.map(({ key, n }) => [key, n])).toEqual([['2026-11-20', 51]]);
});

test('a quantity that was not measured is absent, not 0', async () => {
  expect((await ask('indicator=upload')).totals).toEqual([]);
  const [latency] = (await ask('indicator=latency&operator=viettel')).totals;
  expect(latency?.median?.value).toBe(8);
});

test('shares, families and hours are asked the same way', async () => {
  const failure = await ask('indicator=failure&operator=viettel');
  expect(failure.totals[0]).toMatchObject({ n: 52, devices: 51, share: { value: 0 } });
  expect(failure.totals[0]?.mean).toBeUndefined();
  const { groups } = await ask('groupBy=family&operator=viettel');
  expect(groups).toMatchObject([{ key: '4', n: 51, p20: 25, p80: 55 }]);
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
  // 45 to 65 are 21 of 51.
  expect(totals[0]?.shareAtTarget).toMatchObject({ value: Number((21 / 51).toPrecision(6)), precision: 'B' });
  // Of 15 to 65 none lies below 5 nor from 80 on.
  const counts = totals[0]?.counts ?? [];
  const within = counts.slice(edges.indexOf(5) + 1, edges.indexOf(80) + 1);
  expect([counts.length, within.reduce((sum, n) => sum + n, 0)]).toEqual([edges.length + 1, 51]);
  expect(counts.reduce((sum, n) => sum + n, 0)).toBe(51);
});
