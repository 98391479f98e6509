import { type CommuneNeed, type SufficiencyBoard, sufficiencyBoard, type ValidityReport } from '@i-speed/spec';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHub, type TestHub } from '../../test/open-test-hub.ts';
import { installId, submissionAt, withReceipt } from '../../test/sample.ts';

const nowMs = Date.parse('2026-11-21T04:00:00.000Z');
const HOAN_KIEM = '00070';
let hub: TestHub;

/** Three devices on mobile in Hoàn Kiếm, one that nobody knows the place of, one without a receipt. */
beforeAll(async () => {
  hub = await openTestHub({}, { clock: () => nowMs });
  const area = { provinceCode: '01', communeCode: HOAN_KIEM, edition: '2025-07-01', source: 'chosen' as const };
  const access = { kind: 'mobile' as const, kindFrom: 'user' as const };
  const client = (n: number) => ({ client: { kind: 'web' as const, version: '1', installId: installId(n) } });
  const send = async (n: number, place: object) => {
    const made = submissionAt(nowMs - n * 3_600_000, { ...client(n), access, ...place });
    expect((await hub.post('/api/v1/measurements', await withReceipt(made, hub.pointKey))).status).toBe(201);
  };
  for (const n of [1, 2, 3]) await send(n, { area });
  await send(4, {});
  await hub.post('/api/v1/measurements', submissionAt(nowMs - 60_000, { ...client(5), area }));
}, 60_000);
afterAll(() => hub[Symbol.asyncDispose]());

async function ask<T>(path: string): Promise<T> {
  const answer = await hub.get(path);
  expect(answer.status).toBe(200);
  return (await answer.json()) as T;
}

test('the board tells each province and, asked for one, each of its communes', async () => {
  const board = sufficiencyBoard.parse(await ask<SufficiencyBoard>('/api/v1/sufficiency?province=01'));
  expect([board.month, board.provinces.length, board.communes?.length, board.unattributed]).toEqual([
    '2026-11',
    34,
    126,
    1,
  ]);
  expect(board.provinces.find(({ code }) => code === '01')).toMatchObject({
    mobile: { counted: 3, needed: 100, missing: 97, isSufficient: false },
    fixed: { counted: 0 },
    communes: 126,
    sufficientCommunes: { mobile: 0, fixed: 0 },
    // One of 126 communes has 3: nine tenths have none.
    communeSpread: { mobile: { p10: 0, p50: 0, p90: 0 }, fixed: { p10: 0, p50: 0, p90: 0 } },
  });
  expect(board.communes?.find(({ code }) => code === HOAN_KIEM)?.mobile).toEqual({
    counted: 3,
    needed: 300,
    missing: 297,
    isSufficient: false,
  });
  expect((await ask<SufficiencyBoard>('/api/v1/sufficiency?month=2026-10')).provinces[0]?.mobile.counted).toBe(0);
});

test('a commune learns what it still needs and how often to measure', async () => {
  const need = await ask<CommuneNeed>(`/api/v1/sufficiency/${HOAN_KIEM}`);
  // 21 to 30 November are ten days; 297 of 300 lacking is 2 * 0.99, all lacking 2.
  expect(need).toMatchObject({ daysLeft: 10, automaticFactor: { mobile: 1.98, fixed: 2 } });
  expect((await hub.get('/api/v1/sufficiency/99999')).status).toBe(404);
});

test('every reason of the list is told with its count', async () => {
  const report = await ask<ValidityReport>('/api/v1/validity');
  expect([report.received, report.valid, report.counted]).toEqual([5, 4, 4]);
  expect(report.reasons).toHaveLength(19);
  expect(report.reasons.filter(({ n }) => n > 0)).toEqual([
    { reason: 'receipt-missing', kind: 'quality', n: 1, method: 'docs/method/validity.md#receipt-missing' },
  ]);
  expect((await hub.get('/api/v1/validity?from=2026-11-02&to=2026-11-01')).status).toBe(422);
});
