import { problem, statisticsAnswer } from '@i-speed/spec';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHub, type TestHub } from '../../test/open-test-hub.ts';

let hub: TestHub;

beforeAll(async () => {
  hub = await openTestHub();
}, 60_000);
afterAll(() => hub[Symbol.asyncDispose]());

const get = (path: string, prefer?: string) => hub.get(path, prefer === undefined ? {} : { headers: { prefer } });

test.each([
  '/api/v1/statistics?groupBy=province',
  '/api/v1/statistics/changes?months=3',
  '/api/v1/statistics/hexagons?resolution=4',
  '/api/v1/statistics/modelled/communes?access=mobile&networkKind=exchange',
])('%s is told to be in the making to who would not wait, and is told when it is made', async (path) => {
  // The first question reads the warehouse, which no timer of 0 ms outlasts.
  const early = await get(path, 'respond-async, wait=0');
  expect([early.status, early.headers.get('retry-after'), early.headers.get('location')]).toEqual([202, '2', path]);
  expect(early.headers.get('cache-control')).toBe('no-store');
  expect(problem.parse(await early.json())).toMatchObject({ code: 'preparing', status: 202 });
  const patient = await get(path, 'wait=60, respond-async');
  expect(patient.status).toBe(200);
  expect(await (await get(path)).json()).toEqual(await patient.json());
});

test('who says nothing waits, whatever else is preferred', async () => {
  const answers = await Promise.all([
    get('/api/v1/statistics?groupBy=operator'),
    get('/api/v1/statistics?groupBy=day', 'wait=0'),
    get('/api/v1/statistics?groupBy=access', 'return=minimal'),
  ]);
  for (const answer of answers) statisticsAnswer.parse(await answer.json());
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
});

test('what is wrong with a question is told at once and not as being made', async () => {
  expect((await get('/api/v1/statistics?province=99', 'respond-async, wait=0')).status).toBe(422);
});
