import { changeSeriesAnswer, modelledAnswer } from '@i-speed/spec';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask as askStatistics, openAskedHub } from '../../test/asked-hub.ts';
import type { TestHub } from '../../test/open-test-hub.ts';

let hub: TestHub;

beforeAll(async () => {
  hub = await openAskedHub();
}, 60_000);
afterAll(() => hub[Symbol.asyncDispose]());

test('changes tell each month that has measurements, and nothing where the month before has none', async () => {
  const answer = await hub.get('/api/v1/statistics/changes?to=2026-11&months=3');
  expect(changeSeriesAnswer.parse(await answer.json())).toMatchObject({
    from: '2026-09',
    to: '2026-11',
    steps: [{ month: '2026-11', networkKind: 'exchange', sinceBefore: {} }],
  });
  const [month] = (await askStatistics(hub, 'from=2026-11-01&to=2026-11-30&groupBy=month')).groups;
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
    String(step?.fixedMix?.value),
    String(step?.fixedMix?.interval?.low),
    '',
    '',
  ]);
  const svg = await hub.get('/api/v1/statistics/changes/picture?to=2026-11&lang=en');
  expect(await svg.text()).toContain('Download rate, geometric mean with the mix of the sample held fixed (Mbps)');
});

test('a month of too few devices has no level, and says how many are missing', async () => {
  const answer = await hub.get('/api/v1/statistics/changes?to=2026-11&technology=4g');
  const [step] = changeSeriesAnswer.parse(await answer.json()).steps;
  const untold = { withheld: 'few-devices', missingDevices: 10 };
  expect([step?.geometricMean, step?.fixedMix]).toEqual([untold, untold]);
});

test('a commune that no others lend to has no modelled estimate, and one that does not exist is refused', async () => {
  const ask = (commune: string) =>
    hub.get(`/api/v1/statistics/modelled?commune=${commune}&access=mobile&networkKind=exchange&month=2026-11`);
  const told = modelledAnswer.parse(await (await ask('00097')).json());
  expect(told).toEqual({ month: '2026-11', code: '00097', name: told.name, backTest: { communes: 0, holds: null } });
  expect((await ask('99999')).status).toBe(422);
});
