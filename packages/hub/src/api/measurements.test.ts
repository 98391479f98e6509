import { acknowledgement, batchAcknowledgement, publicMeasurement, type Submission } from '@i-speed/spec';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestHub, type TestHub } from '../../test/open-test-hub.ts';
import { idAt, installId, submissionAt, withReceipt } from '../../test/sample.ts';

const nowMs = Date.parse('2026-11-21T04:00:00.000Z');
const hourMs = 3_600_000;
let test1: TestHub;

beforeAll(async () => {
  test1 = await openTestHub({}, { clock: () => nowMs });
}, 60_000);
afterAll(() => test1[Symbol.asyncDispose]());

const path = '/api/v1/measurements';
let device = 100;
/** An honest measurement of an install that no other test uses. */
async function honest(change: Partial<Submission> = {}, startedAtMs = nowMs - 20_000): Promise<Submission> {
  device += 1;
  const client = { kind: 'web', version: '0.1.0', installId: installId(device) } as const;
  return withReceipt(submissionAt(startedAtMs, { client, ...change }), test1.pointKey);
}
const verdict = async (body: unknown, address?: string) =>
  acknowledgement.parse(await (await test1.post(path, body, address)).json());

describe('an honest measurement', () => {
  test('is kept, valid, corroborated, counted, and read back without what points to a person', async () => {
    const sent = await honest({
      area: { provinceCode: '01', communeCode: '00004', edition: '2025-07-01', source: 'chosen' },
    });
    const answer = await test1.post(path, sent);
    expect(answer.status).toBe(201);
    expect(answer.headers.get('location')).toBe(`${path}/${sent.id}`);
    expect(await answer.json()).toEqual({
      id: sent.id,
      path: `/do/${sent.id}`,
      validity: 'valid',
      reasons: [],
      countsInStatistics: true,
    });
    const shown = publicMeasurement.parse(await (await test1.get(`${path}/${sent.id}`)).json());
    expect(shown).toEqual({
      id: sent.id,
      startedAt: sent.startedAt,
      durationMs: sent.durationMs,
      trigger: 'manual',
      profile: 'standard',
      methodVersion: '1',
      client: { kind: 'web', version: '0.1.0' },
      pointId: 'p1',
      family: 4,
      download: sent.download,
      upload: sent.upload,
      latency: sent.latency,
      failures: [],
      receivedAt: '2026-11-21T04:00:00.000Z',
      asn: 7552,
      operator: 'viettel',
      country: 'VN',
      provinceCode: '01',
      communeCode: '00004',
      validity: 'valid',
      reasons: [],
      corroborated: true,
      countsInStatistics: true,
      url: `http://hub.example/do/${sent.id}`,
    });
  });

  test('sent later from elsewhere keeps the network that the point saw', async () => {
    const sent = await honest();
    await test1.post(path, sent, '113.160.0.1');
    const shown = publicMeasurement.parse(await (await test1.get(`${path}/${sent.id}`)).json());
    expect([shown.asn, shown.operator]).toEqual([7552, 'viettel']);
  });

  test('in which nothing could be measured is a failure and nothing else', async () => {
    const { download: _, upload: __, pointId: ___, ...nothing } = submissionAt(nowMs - 20_000);
    const failures = [{ code: 'point.unreachable' as const, atMs: 100 }];
    expect(await verdict({ ...nothing, failures })).toMatchObject({ validity: 'excluded', reasons: ['failed'] });
  });

  test('with a position gets its commune', async () => {
    const sent = await honest({ position: { latitude: 21.0359, longitude: 105.8342, source: 'gps' } });
    await test1.post(path, sent);
    const shown = publicMeasurement.parse(await (await test1.get(`${path}/${sent.id}`)).json());
    expect(shown.provinceCode).toBe('01');
    expect(shown.communeCode).toMatch(/^\d{5}$/);
  });
});

describe('the same id again', () => {
  test('gets the same answer, also with other content, and stays what it was first', async () => {
    const sent = await honest();
    const first = await (await test1.post(path, sent)).text();
    const again = await test1.post(path, { ...sent, durationMs: 1, download: undefined, upload: undefined });
    expect(again.status).toBe(201);
    expect(again.headers.get('i-speed-repeated')).toBe('true');
    expect(await again.text()).toBe(first);
    const upper = await test1.post(path, { ...sent, id: sent.id.toUpperCase() });
    expect(await upper.text()).toBe(first);
    const shown = publicMeasurement.parse(await (await test1.get(`${path}/${sent.id}`)).json());
    expect(shown.durationMs).toBe(sent.durationMs);
  });

  test('at the same moment gets the same answer', async () => {
    const sent = await honest();
    const answers = await Promise.all(Array.from({ length: 20 }, () => test1.post(path, sent)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(await Promise.all(answers.map((answer) => answer.text()))).size).toBe(1);
    expect(answers.filter((answer) => answer.headers.get('i-speed-repeated') === null)).toHaveLength(1);
  });
});

describe('a batch', () => {
  test('answers each entry in order; a faulty one does not harm the others', async () => {
    const [a, b] = [await honest(), await honest()];
    const answer = await test1.post(path, [a, { ...b, trigger: 'whim' }, b, a]);
    expect(answer.status).toBe(200);
    const { results } = batchAcknowledgement.parse(await answer.json());
    expect(
      results.map((result) => (result.kept ? result.id : result.problem.faults?.map((fault) => fault.path))),
    ).toEqual([a.id, ['trigger'], b.id, a.id]);
  });

  test('of 500 is taken, of 501 and of none is refused', async () => {
    const { download: _, upload: __, ...small } = submissionAt(nowMs - 20_000);
    const many = Array.from({ length: 501 }, () => ({ ...small, id: idAt(nowMs - 20_000) }));
    const taken = batchAcknowledgement.parse(await (await test1.post(path, many.slice(1))).json());
    expect(taken.results.filter(({ kept }) => kept)).toHaveLength(500);
    for (const body of [many, []]) expect((await test1.post(path, body, '27.64.9.9')).status).toBe(422);
  });
});

describe('counting', () => {
  test('one device, commune and network count once in 4 hours, in whatever order they arrive', async () => {
    const client = { kind: 'web', version: '1', installId: installId(7) } as const;
    const counts = async (hoursAgo: number, change: Partial<Submission> = {}) =>
      (await verdict(await honest({ client, ...change }, nowMs - hoursAgo * hourMs))).countsInStatistics;
    expect(await counts(10)).toBe(true);
    expect(await counts(7)).toBe(false);
    expect(await counts(6)).toBe(true);
    expect(await counts(13)).toBe(false);
    expect(await counts(14)).toBe(true);
    const elsewhere = { provinceCode: '01', communeCode: '00008', edition: '2025-07-01', source: 'chosen' } as const;
    expect(await counts(9, { area: elsewhere })).toBe(true);
  });

  test('within one batch as well', async () => {
    const client = { kind: 'web', version: '1', installId: installId(8) } as const;
    const batch = await Promise.all([30, 29, 25].map((hoursAgo) => honest({ client }, nowMs - hoursAgo * hourMs)));
    const { results } = batchAcknowledgement.parse(await (await test1.post(path, batch)).json());
    expect(results.map((result) => result.kept && result.countsInStatistics)).toEqual([true, false, true]);
  });

  test('a program without an install of its own is kept and does not count', async () => {
    const sent = await honest({ client: { kind: 'cli', version: '1' } });
    expect(await verdict(sent)).toMatchObject({ validity: 'valid', countsInStatistics: false });
  });
});
