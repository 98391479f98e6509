import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHub, type TestHub } from '../../test/open-test-hub.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub();
}, 60_000);
afterAll(() => hub[Symbol.asyncDispose]());

const spot = () => ({ id: randomUUID(), observedAt: new Date().toISOString(), operatorId: 'viettel' });

test('a place without signal is kept once, found by its position, and shown to about 1 km', async () => {
  const report = {
    ...spot(),
    position: { latitude: 21.02853, longitude: 105.85422, accuracyM: 20 },
    note: 'dưới chân đồi',
  };
  const first = await hub.post('/api/v1/white-spots', report);
  expect([first.status, await first.json()]).toEqual([201, { isRepeat: false }]);
  expect(await (await hub.post('/api/v1/white-spots', report)).json()).toEqual({ isRepeat: true });
  const { whiteSpots } = await (await hub.get('/api/v1/white-spots?province=01')).json();
  expect(whiteSpots).toEqual([
    {
      provinceCode: '01',
      communeCode: whiteSpots[0].communeCode,
      latitude: 21.03,
      longitude: 105.85,
      operatorId: 'viettel',
      observedOn: report.observedAt.slice(0, 10),
      state: 'received',
    },
  ]);
});

test.each([
  ['no place', {}, 'area'],
  ['an unknown operator', { operatorId: 'nobody', area: { provinceCode: '01' } }, 'operatorId'],
  ['another province’s commune', { area: { provinceCode: '01', communeCode: '99999' } }, 'area.communeCode'],
  ['the future', { observedAt: '2999-01-01T00:00:00Z', area: { provinceCode: '01' } }, 'observedAt'],
])('a report with %s is refused, the fault named', async (_, change, path) => {
  const answer = await hub.post('/api/v1/white-spots', { ...spot(), ...change });
  expect(answer.status).toBe(422);
  expect((await answer.json()).faults[0].path).toBe(path);
});

test('a problem gets a number, the same for the same id, and its state can be read', async () => {
  const report = {
    id: randomUUID(),
    text: 'Đo mãi không xong ở bước tải lên',
    contact: '0900000000',
    provinceCode: '01',
  };
  const { number, state } = await (await hub.post('/api/v1/problem-reports', report)).json();
  expect(number).toMatch(/^[2-9A-HJ-NP-Z]{10}$/);
  expect(state).toBe('received');
  const again = await (await hub.post('/api/v1/problem-reports', report)).json();
  expect(again.number).toBe(number);
  const read = await (await hub.get(`/api/v1/problem-reports/${number.toLowerCase()}`)).json();
  expect(Object.keys(read).sort()).toEqual(['number', 'receivedAt', 'state', 'stateAt']);
  expect((await hub.get('/api/v1/problem-reports/ABCDEFGH99')).status).toBe(404);
});
