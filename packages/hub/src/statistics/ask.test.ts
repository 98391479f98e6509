import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHub, type TestHub } from '../../test/open-test-hub.ts';
import { installId, submissionAt, withReceipt } from '../../test/sample.ts';
import { type StatisticsAnswer, statisticsAnswer } from './answer.ts';

const nowMs = Date.parse('2026-11-21T04:00:00.000Z');
let hub: TestHub;

/** Seven devices of Viettel and two of VNPT, each once; one of Viettel's again within 4 hours; one without a receipt. */
beforeAll(async () => {
  hub = await openTestHub({}, { clock: () => nowMs });
  const send = async (device: number, rateMbps: number, clientPrefix: string, hoursAgo: number) => {
    const base = submissionAt(nowMs - hoursAgo * 3_600_000, {
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
  // Seven values: mean and median 40, p10 = 10 + 0.6 * 10, p90 = 60 + 0.4 * 10 (type 7); the median's interval spans ranks 1 and 7.
  expect(total).toMatchObject({
    networkKind: 'exchange',
    n: 7,
    devices: 7,
    mean: { value: 40 },
    median: { value: 40, interval: { low: 10, high: 70 } },
    p10: 16,
    p90: 64,
  });
  expect(excluded).toEqual([{ reason: 'receipt-missing', n: 1 }]);
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
  ['groupBy=commune', 'query.groupBy'],
  ['from=2026-02-30', 'query.from'],
  ['from=2026-11-02&to=2026-11-01', 'query.from'],
  ['groupBy=day&from=2020-01-01', 'query.from'],
  ['province=Hanoi', 'query.province'],
])('%s is refused, naming %s', async (query, path) => {
  const answer = await hub.get(`/api/v1/statistics?${query}`);
  expect(answer.status).toBe(422);
  expect((await answer.json()).faults.map((fault: { path: string }) => fault.path)).toEqual([path]);
});
