import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHub, type TestHub } from '../../test/open-test-hub.ts';
import { installId, submissionAt } from '../../test/sample.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub();
}, 60_000);
afterAll(() => hub[Symbol.asyncDispose]());

const HOUR_MS = 3_600_000;
const own = installId(1);
const other = installId(2);
const of = (install: string, hoursAgo: number) =>
  submissionAt(Date.now() - hoursAgo * HOUR_MS, { client: { kind: 'web', version: '1', installId: install } });
const read = async (install: string) => (await hub.post('/api/v1/my-data', { installId: install })).json();

test('the pseudonym opens its own data, all of it, and no other; erasing leaves a count', async () => {
  const mine = [of(own, 10), of(own, 5)];
  const theirs = of(other, 5);
  for (const one of [...mine, theirs]) expect((await hub.post('/api/v1/measurements', one)).status).toBe(201);
  const spot = { observedAt: new Date().toISOString(), operatorId: 'viettel', area: { provinceCode: '01' } };
  for (const install of [own, other])
    await hub.post('/api/v1/white-spots', { id: randomUUID(), ...spot, note: 'đầu làng', installId: install });
  const problem = { id: randomUUID(), text: 'Không đo được ở nhà', contact: '0900000000', installId: own };
  expect((await hub.post('/api/v1/problem-reports', problem)).status).toBe(201);

  const held = await read(own);
  expect(held.measurements.map(({ id }: { id: string }) => id)).toEqual([mine[1]?.id, mine[0]?.id]);
  expect(held.measurements[0]).toMatchObject({ client: { installId: own }, download: mine[1]?.download });
  expect(held).toMatchObject({
    ...{ isCut: false, whiteSpots: [{ note: 'đầu làng', provinceCode: '01' }] },
    problemReports: [{ text: 'Không đo được ở nhà', contact: '0900000000' }],
  });

  const answer = await hub.post('/api/v1/my-data/erase', { installId: own });
  expect(await answer.json()).toEqual({ measurements: 2, whiteSpots: 1, problemReports: 1 });
  expect(await read(own)).toEqual({ measurements: [], isCut: false, whiteSpots: [], problemReports: [] });
  for (const { id } of mine) expect((await hub.get(`/api/v1/measurements/${id}`)).status).toBe(404);
  const left = await read(other);
  expect(left.measurements.map(({ id }: { id: string }) => id)).toEqual([theirs.id]);
  expect(left.whiteSpots.length).toBe(1);
  const again = await hub.post('/api/v1/my-data/erase', { installId: own });
  expect(await again.json()).toEqual({ measurements: 0, whiteSpots: 0, problemReports: 0 });
});

test('without a pseudonym nothing is told, and nothing is kept by others on the way', async () => {
  expect((await hub.post('/api/v1/my-data', {})).status).toBe(422);
  const answer = await hub.post('/api/v1/my-data', { installId: installId(3) });
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(await answer.json()).toEqual({ measurements: [], isCut: false, whiteSpots: [], problemReports: [] });
});
