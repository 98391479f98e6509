// A hub with a handful of measurements of known rates, for tests of what is told of them.
import { type StatisticsAnswer, statisticsAnswer } from '@i-speed/spec';
import { expect } from 'vitest';
import { openTestHub, type TestHub } from './open-test-hub.ts';
import { installId, submissionAt, withReceipt } from './sample.ts';

const nowMs = Date.parse('2026-11-21T04:00:00.000Z');

/** Seven devices of Viettel and two of VNPT, each once; one of Viettel's again within 4 hours; one that measured by itself; one without a receipt. */
export async function openAskedHub(): Promise<TestHub> {
  const hub = await openTestHub({}, { clock: () => nowMs });
  const send = async (
    device: number,
    rateMbps: number,
    clientPrefix: string,
    hoursAgo: number,
    trigger: 'manual' | 'auto' = 'manual',
  ) => {
    const base = submissionAt(nowMs - hoursAgo * 3_600_000, {
      trigger,
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
  await send(60, 900, '27.64.0.0/24', 5, 'auto');
  await hub.post(
    '/api/v1/measurements',
    submissionAt(nowMs - 60_000, { client: { kind: 'web', version: '1', installId: installId(40) } }),
  );
  return hub;
}

/** The answer to a query, which must be one. */
export async function ask(hub: TestHub, query: string): Promise<StatisticsAnswer> {
  const answer = await hub.get(`/api/v1/statistics?${query}`);
  expect(answer.status).toBe(200);
  return statisticsAnswer.parse(await answer.json());
}
