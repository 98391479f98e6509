import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHub, type TestHub } from '../../test/open-test-hub.ts';

/** 23:30 on the 20th in Vietnam; an hour later it is the 21st. */
const lateMs = Date.parse('2026-11-20T16:30:00Z');
const clock = { nowMs: lateMs };
let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub({}, { clock: () => clock.nowMs });
}, 60_000);
afterAll(() => hub[Symbol.asyncDispose]());

test('openings are added up by the country’s day, without a word of who opened', async () => {
  for (const first of ['ever', 'no', 'today']) expect((await hub.post('/api/v1/openings', { first })).status).toBe(204);
  clock.nowMs += 3_600_000;
  await hub.post('/api/v1/openings', { first: 'today' });
  expect(await (await hub.get('/api/v1/openings')).json()).toEqual({
    days: [
      { day: '2026-11-20', opens: 3, devices: 2, newDevices: 1 },
      { day: '2026-11-21', opens: 1, devices: 1, newDevices: 0 },
    ],
  });
  expect(await (await hub.get('/api/v1/openings?from=2026-11-21&to=2026-11-21')).json()).toMatchObject({
    days: [{ day: '2026-11-21' }],
  });
});

test('a pseudonym is refused: none may travel', async () => {
  const told = await hub.post('/api/v1/openings', { first: 'no', installId: crypto.randomUUID() });
  expect(told.status).toBe(422);
});

test('a period that is turned round or too long is refused', async () => {
  expect((await hub.get('/api/v1/openings?from=2026-11-21&to=2026-11-20')).status).toBe(422);
  expect((await hub.get('/api/v1/openings?from=2020-11-21&to=2026-11-20')).status).toBe(422);
});

test('a day that no store can hold is refused: the month before year 1 has none', async () => {
  expect((await hub.get('/api/v1/openings?to=0001-01-01')).status).toBe(422);
});
