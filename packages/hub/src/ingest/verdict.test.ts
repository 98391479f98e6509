import { acknowledgement, type Submission } from '@i-speed/spec';
import { generateKeyPair } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestHub, type TestHub } from '../../test/open-test-hub.ts';
import { claimsFor, idAt, installId, signReceipt, submissionAt, withReceipt } from '../../test/sample.ts';

const nowMs = Date.parse('2026-11-21T04:00:00.000Z');
let hub: TestHub;
let device = 1;

beforeAll(async () => {
  hub = await openTestHub({}, { clock: () => nowMs });
}, 60_000);
afterAll(() => hub[Symbol.asyncDispose]());

function submission(change: Partial<Submission> = {}, startedAtMs = nowMs - 20_000): Submission {
  device += 1;
  return submissionAt(startedAtMs, { client: { kind: 'web', version: '1', installId: installId(device) }, ...change });
}
async function reasons(body: Submission): Promise<string[]> {
  const answer = await hub.post('/api/v1/measurements', body);
  return acknowledgement.parse(await answer.json()).reasons;
}
const download = (change: object) => ({ download: { ...submission().download, ...change } as Submission['download'] });

describe('a measurement does not count', () => {
  test.each<[string, () => Promise<Submission> | Submission]>([
    ['receipt-missing', () => submission()],
    ['ticketless', async () => withReceipt(submission(), hub.pointKey, { ticketed: false })],
    [
      'receipt-invalid',
      async () => {
        const unknown = submission({ pointId: 'p9' });
        const { privateKey } = await generateKeyPair('EdDSA');
        return { ...unknown, receipt: await signReceipt(claimsFor(unknown, { iss: 'p9' }), privateKey, 'p9') };
      },
    ],
    [
      'receipt-disagrees',
      async () => {
        const sent = submission();
        const seen = { bytes: 9_625_000, durationMs: 2_000, rateMbps: 34.9 };
        return withReceipt(sent, hub.pointKey, { download: seen });
      },
    ],
    ['abroad', async () => withReceipt(submission(), hub.pointKey, { clientPrefix: '8.8.8.0/24' })],
    [
      'foreign-client',
      async () =>
        withReceipt(submission({ client: { kind: 'ndt7', version: '1' } }), hub.pointKey, { ticketed: false }),
    ],
    ['clock-off', async () => withReceipt(submission({ id: idAt(nowMs - 3 * 3_600_000) }), hub.pointKey)],
    ['device-limited', async () => withReceipt(submission(download({ limitedBy: 'device' })), hub.pointKey)],
    [
      'technology-ceiling',
      async () => withReceipt(submission({ access: { technology: '2g', technologyFrom: 'user' } }), hub.pointKey),
    ],
    ['impossible-value', async () => withReceipt(submission(download({ bytes: 1_000 })), hub.pointKey, {})],
  ])('for %s', async (reason, make) => {
    const found = await reasons(await make());
    expect(found).toContain(reason);
    // A rate on too few bytes also contradicts nothing else: each case has its one reason.
    expect(found).toEqual([reason]);
  });

  test('for scripted pace: the seventh of a device within an hour', async () => {
    const client = { kind: 'web', version: '1', installId: installId(5_000) } as const;
    const found: string[][] = [];
    for (const minute of [0, 9, 17, 21, 38, 44, 59])
      found.push(
        await reasons(await withReceipt(submission({ client }, nowMs - 3_600_000 + minute * 60_000), hub.pointKey)),
      );
    expect(found).toEqual([[], [], [], [], [], [], ['scripted-pace']]);
  });

  test('and what the point bore out is marked so, the rest is not', async () => {
    const corroborated = async (body: Submission) => {
      await hub.post('/api/v1/measurements', body);
      const shown = await (await hub.get(`/api/v1/measurements/${body.id}`)).json();
      return shown.corroborated;
    };
    expect(await corroborated(await withReceipt(submission(), hub.pointKey))).toBe(true);
    expect(await corroborated(submission())).toBe(false);
    const { download: _, ...uploadOnly } = claimsFor(submission());
    const sent = submission();
    const receipt = await signReceipt({ ...uploadOnly, jti: sent.id }, hub.pointKey);
    expect(await corroborated({ ...sent, receipt })).toBe(false);
  });
});
