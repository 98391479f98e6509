import { openReference } from '@i-speed/reference';
import { BATCH_LIMIT, modelledCommunesAnswer, statisticsAnswer } from '@i-speed/spec';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHub, type TestHub } from '../../test/open-test-hub.ts';
import { installId, rateAt, submissionAt, withReceipt } from '../../test/sample.ts';

const nowMs = Date.parse('2026-11-21T04:00:00.000Z');
const PROVINCE = '79';
/** Devices of the province's first communes: two too few to be told (one alone would hide another), the fewest, the most that no median has, and enough; then what the model leans on. */
const DEVICES = [5, 5, 6, 29, 30, ...Array.from({ length: 24 }, () => 8)];
const EDITION = '2025-07-01';
const communes = openReference({})
  .communes(PROVINCE, EDITION)
  .slice(0, DEVICES.length)
  .map(({ code }) => code);
let hub: TestHub;

/** From 40 Mbit/s in the first commune by one more in each, and in each by one more from device to device; and as many of devices by themselves, far faster. */
beforeAll(async () => {
  hub = await openTestHub({}, { clock: () => nowMs });
  const places = communes.flatMap((communeCode, index) =>
    Array.from({ length: DEVICES[index] ?? 0 }, (_, device) => ({ communeCode, rateMbps: 40 + index + device })),
  );
  const submissions = places.flatMap(({ communeCode, rateMbps }, serial) =>
    (['manual', 'auto'] as const).map((trigger) =>
      submissionAt(nowMs - serial * 60_000 - (trigger === 'auto' ? 6 * 3_600_000 : 0), {
        trigger,
        client: { kind: 'web', version: '1', installId: installId(serial) },
        access: { kind: 'mobile', kindFrom: 'user' },
        area: { provinceCode: PROVINCE, communeCode, edition: EDITION, source: 'chosen' },
        download: rateAt(trigger === 'auto' ? 900 : rateMbps),
      }),
    ),
  );
  const signed = await Promise.all(submissions.map((one) => withReceipt(one, hub.pointKey)));
  for (let start = 0; start < signed.length; start += BATCH_LIMIT)
    await hub.post('/api/v1/measurements', signed.slice(start, start + BATCH_LIMIT));
}, 120_000);
afterAll(() => hub[Symbol.asyncDispose]());

const asked = 'access=mobile&networkKind=exchange';
const ask = async (query: string) =>
  modelledCommunesAnswer.parse(await (await hub.get(`/api/v1/statistics/modelled/communes?${query}`)).json());

test('estimates are told where a median has too few devices, never where it has enough, nor of five devices', async () => {
  const told = await ask(asked);
  expect(told).toMatchObject({
    statistic: 'modelled',
    fromDevices: 6,
    belowDevices: 30,
    backTest: { communes: 0, holds: null },
  });
  const [five, , six, most, enough, ...others] = communes;
  expect(told.communes.map(({ code }) => code).sort()).toEqual([six, most, ...others].sort());
  const measured = statisticsAnswer.parse(
    await (await hub.get(`/api/v1/statistics?groupBy=commune&province=${PROVINCE}&${asked}`)).json(),
  );
  const cellOf = (code: string | undefined) => measured.groups.find(({ key }) => key === code);
  // Each that is told has no median, with as many devices in both answers; what has one is not told.
  for (const { code, modelled } of told.communes) {
    expect(cellOf(code)?.median).toMatchObject({ withheld: 'few-devices', missingDevices: 30 - modelled.devices });
    expect(modelled.interval.low).toBeLessThan(modelled.value);
    expect(modelled.interval.high).toBeGreaterThan(modelled.value);
  }
  expect(cellOf(enough)?.median?.missingDevices).toBeUndefined();
  expect(cellOf(five)?.hidden).toBe('few-devices');
  // What devices began by themselves, 900 Mbit/s, is a stratum of its own.
  for (const { modelled } of told.communes) expect(modelled.value).toBeLessThan(110);
});

test('a province has its own, the country the same ones; no measured figure stands under the name', async () => {
  expect((await ask(`${asked}&province=${PROVINCE}`)).communes).toEqual((await ask(asked)).communes);
  expect((await ask(`${asked}&province=01`)).communes).toEqual([]);
  const [first] = (await ask(asked)).communes;
  expect(Object.keys(first ?? {}).sort()).toEqual(['code', 'modelled', 'name', 'provinceCode']);
  expect((await ask('access=fixed&networkKind=exchange')).communes).toEqual([]);
  const one = await hub.get(`/api/v1/statistics/modelled?commune=${first?.code}&${asked}&month=2026-11`);
  expect((await one.json()).estimate.devices).toBe(first?.modelled.devices);
});

test.each([
  ['access=mobile&networkKind=exchange&indicator=latency', 'query.indicator'],
  ['networkKind=exchange', 'query.access'],
  ['access=mobile', 'query.networkKind'],
  [`${asked}&operator=viettel`, 'query'],
  [`${asked}&technology=4g`, 'query'],
  [`${asked}&from=2026-10-21&to=2026-11-21`, 'query.from'],
])('where the model may not be used, the question %s is refused', async (query, path) => {
  const refused = await hub.get(`/api/v1/statistics/modelled/communes?${query}`);
  expect(refused.status).toBe(422);
  const { faults } = await refused.json();
  expect(faults.map((fault: { path: string }) => fault.path).some((one: string) => one.startsWith(path))).toBe(true);
});
