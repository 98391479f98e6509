import { changeSeriesAnswer } from '@i-speed/spec';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHub, type TestHub } from '../../test/open-test-hub.ts';
import { installId, rateAt, submissionAt, withReceipt } from '../../test/sample.ts';

const nowMs = Date.parse('2026-11-12T04:00:00.000Z');
const octoberMs = Date.parse('2026-10-20T04:00:00.000Z');
const novemberMs = Date.parse('2026-11-10T04:00:00.000Z');
let hub: TestHub;

/** Devices measure in October and, a tenth faster, in November: twelve on 4G, twenty on 5G. */
beforeAll(async () => {
  hub = await openTestHub({}, { clock: () => nowMs });
  const all = [octoberMs, novemberMs].flatMap((startMs, month) =>
    Array.from({ length: 32 }, (_, device) =>
      submissionAt(startMs + device * 60_000, {
        client: { kind: 'web', version: '1', installId: installId(device) },
        access: { kind: 'mobile', kindFrom: 'user', technology: device < 12 ? '4g' : '5g', technologyFrom: 'user' },
        area: { provinceCode: '01', communeCode: '00097', edition: '2025-07-01', source: 'chosen' },
        download: rateAt((50 + device) * (month === 0 ? 10 : 11)),
      }),
    ),
  );
  const signed = await Promise.all(all.map((one) => withReceipt(one, hub.pointKey)));
  expect((await hub.post('/api/v1/measurements', signed)).status).toBe(200);
}, 60_000);
afterAll(() => hub[Symbol.asyncDispose]());

const path = '/api/v1/statistics/changes?to=2026-11&months=2&access=mobile';

test('a change that too few devices made is told as withheld, by a code and by how many are missing', async () => {
  const ask = async (technology: string) => {
    const { steps } = changeSeriesAnswer.parse(await (await hub.get(`${path}&technology=${technology}`)).json());
    return steps.find(({ month }) => month === '2026-11')?.sinceBefore;
  };
  const withheld = { withheld: 'few-devices', missingDevices: 8 };
  expect(await ask('4g')).toEqual({ rawWithheld: withheld, mixAdjustedWithheld: withheld });
  const told = await ask('5g');
  expect(told?.raw?.ratio).toBeCloseTo(1.1, 3);
  expect(told?.mixAdjusted?.ratio).toBeCloseTo(1.1, 3);
  expect([told?.rawWithheld, told?.mixAdjustedWithheld]).toEqual([undefined, undefined]);
});

test('the table has both codes in columns of their own', async () => {
  const csv = await (await hub.get(`${path}&technology=4g&format=csv`)).text();
  const [head = [], ...rows] = csv
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(','));
  const last = rows.find((row) => row[head.indexOf('month')] === '2026-11');
  const field = (name: string) => last?.[head.indexOf(name)];
  for (const name of ['change', 'mix_adjusted_change'])
    expect([field(name), field(`${name}_withheld`), field(`${name}_missing_devices`)]).toEqual([
      '',
      'few-devices',
      '8',
    ]);
});
