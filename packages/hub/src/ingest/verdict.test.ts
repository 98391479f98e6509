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

  test('for a script that makes itself a new install for each, in a browser that tells no model, handed in backwards', async () => {
    const clientPrefix = '27.65.0.0/24';
    const found: string[][] = [];
    for (let i = 0; i < 17; i += 1)
      found.push(await reasons(await withReceipt(submission({}, nowMs - i * 600_000), hub.pointKey, { clientPrefix })));
    expect(found.slice(0, 15).flat()).toEqual([]);
    expect(found.slice(15)).toEqual([['shared-device-burst'], ['shared-device-burst']]);
  });

  test('for a place that it cannot have come from, also when the later one arrives first', async () => {
    const client = { kind: 'web', version: '1', installId: installId(6_000) } as const;
    const hanoi = { latitude: 21.0285, longitude: 105.8542, accuracyM: 12, source: 'gps' as const };
    const saigon = { latitude: 10.7769, longitude: 106.7009, accuracyM: 15, source: 'gps' as const };
    const at = (minutesAgo: number, position: typeof hanoi) =>
      withReceipt(submission({ client, position }, nowMs - minutesAgo * 60_000), hub.pointKey);
    expect(await reasons(await at(1, hanoi))).toEqual([]);
    expect(await reasons(await at(40, saigon))).toEqual(['implied-speed']);
  });

  test('for a rate of which the receipt says nothing', async () => {
    const { upload: _, ...downloadAlone } = claimsFor(submission());
    const sent = submission();
    const receipt = await signReceipt({ ...downloadAlone, jti: sent.id, startedAt: sent.startedAt }, hub.pointKey);
    expect(await reasons({ ...sent, receipt })).toEqual(['receipt-disagrees']);
  });

  test('but a class of forty that measures on one address does, in turn or all at a word', async () => {
    const clientPrefix = '27.66.0.0/24';
    // Seconds from one pupil to the next, as people take over from each other; then forty within eight seconds.
    const turns = Array.from({ length: 40 }, (_, i) => 14 + ((i * 7) % 13));
    const atAWord = Array.from({ length: 40 }, (_, i) => (i * i * 37) % 8_000);
    const inTurn = turns.map((_, i) => turns.slice(0, i).reduce((sum, seconds) => sum + seconds * 1_000, 0));
    const starts = [...inTurn.map((ms) => nowMs - 3_000_000 + ms), ...atAWord.map((ms) => nowMs - 60_000 + ms)];
    const sent = await Promise.all(starts.map((ms) => withReceipt(submission({}, ms), hub.pointKey, { clientPrefix })));
    const answer = await hub.post('/api/v1/measurements', sent);
    const { results } = (await answer.json()) as { results: { countsInStatistics: boolean; reasons: string[] }[] };
    expect(results.filter(({ countsInStatistics }) => countsInStatistics)).toHaveLength(80);
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
