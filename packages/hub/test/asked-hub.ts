// A hub with some fifty measurements of known rates, for tests of what is told of them.
import { type StatisticsAnswer, statisticsAnswer } from '@i-speed/spec';
import { expect } from 'vitest';
import { openTestHub, type TestHub } from './open-test-hub.ts';
import { installId, submissionAt, withReceipt } from './sample.ts';

const nowMs = Date.parse('2026-11-21T04:00:00.000Z');

/**
 * Fifty-one devices of Viettel, 15 to 65 Mbit/s, and two of VNPT, each once; one of Viettel's again within 4 hours; one that measured by
 * itself; one without a receipt. Ten of Viettel's (15 to 24) have 4G and twenty (30 to 49) 5G: too few for a median.
 */
export async function openAskedHub(): Promise<TestHub> {
  const hub = await openTestHub({}, { clock: () => nowMs });
  const send = async (
    device: number,
    rateMbps: number,
    clientPrefix: string,
    hoursAgo: number,
    { trigger, technology }: { trigger?: 'auto'; technology?: '4g' | '5g' } = {},
  ) => {
    const base = submissionAt(nowMs - hoursAgo * 3_600_000, {
      trigger: trigger ?? 'manual',
      client: { kind: 'web', version: '1', installId: installId(device) },
      access: { kind: 'mobile', kindFrom: 'user', ...(technology && { technology, technologyFrom: 'user' }) },
    });
    const download = base.download && { ...base.download, rateMbps, bytes: rateMbps * 125_000 * 2 };
    const { upload: _, ...rest } = base;
    await hub.post(
      '/api/v1/measurements',
      await withReceipt({ ...rest, ...(download && { download }) }, hub.pointKey, { clientPrefix }),
    );
  };
  for (let rateMbps = 15; rateMbps <= 65; rateMbps += 1) {
    const technology = rateMbps < 25 ? '4g' : rateMbps >= 30 && rateMbps < 50 ? '5g' : undefined;
    await send(rateMbps - 14, rateMbps, `27.64.${rateMbps}.0/24`, 30, technology && { technology });
  }
  await send(1, 500, '27.64.15.0/24', 28);
  for (const [i, rateMbps] of [80, 90].entries()) await send(i + 120, rateMbps, '113.160.0.0/24', 2);
  await send(160, 900, '27.64.0.0/24', 5, { trigger: 'auto' });
  await hub.post(
    '/api/v1/measurements',
    submissionAt(nowMs - 60_000, { client: { kind: 'web', version: '1', installId: installId(140) } }),
  );
  return hub;
}

/** The answer to a query, which must be one. */
export async function ask(hub: TestHub, query: string): Promise<StatisticsAnswer> {
  const answer = await hub.get(`/api/v1/statistics?${query}`);
  expect(answer.status).toBe(200);
  return statisticsAnswer.parse(await answer.json());
}
