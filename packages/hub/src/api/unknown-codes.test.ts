import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHub, type TestHub } from '../../test/open-test-hub.ts';

let hub: TestHub;

beforeAll(async () => {
  hub = await openTestHub();
}, 60_000);
afterAll(() => hub[Symbol.asyncDispose]());

test.each([
  ['/api/v1/statistics?province=99', 'query.province'],
  ['/api/v1/areas?province=99', 'query.province'],
  ['/api/v1/areas/shapes?level=commune&province=99', 'query.province'],
  ['/api/v1/sufficiency?province=99', 'query.province'],
  ['/api/v1/statistics/modelled?commune=99999&access=mobile&networkKind=exchange', 'query.commune'],
])('%s: a code in a query that names nothing is a fault of the query', async (path, place) => {
  const answer = await hub.get(path);
  expect([answer.status, (await answer.json()).faults.map((fault: { path: string }) => fault.path)]).toEqual([
    422,
    [place],
  ]);
});

test.each(['/api/v1/areas/99999', '/api/v1/provinces/99/communes', '/api/v1/sufficiency/99999'])(
  '%s: there is no such address',
  async (path) => {
    expect((await hub.get(path)).status).toBe(404);
  },
);
