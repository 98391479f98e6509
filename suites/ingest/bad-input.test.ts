// Whatever is wrong with what is sent is told in one answer, each fault with its place; nothing of it is kept.
import { request } from 'node:http';
import { problem, type Submission } from '@i-speed/spec';
import { exportJWK, generateKeyPair } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type HubProcess, makeHubProcess } from './hub-process.ts';
import { makeSubmission, post } from './submit.ts';

let hub: HubProcess;
let stranger: Awaited<ReturnType<typeof generateKeyPair>>;

beforeAll(async () => {
  hub = await makeHubProcess({ I_SPEED_BODY_LIMIT_BYTES: '100000' });
  stranger = await generateKeyPair('EdDSA', { crv: 'Ed25519' });
  await hub.start();
});
afterAll(() => hub[Symbol.asyncDispose]());

const honest = () => makeSubmission(hub.pointKey);
const minutes = (n: number) => n * 60_000;

interface Expected {
  readonly status: number;
  readonly code: string;
  readonly paths?: readonly string[];
}

const cases: readonly (readonly [string, () => Promise<unknown>, Expected])[] = [
  ['oversized', async () => [await honest(), 'x'.repeat(100_000)], { status: 413, code: 'too-large' }],
  ['far oversized', async () => 'x'.repeat(30_000_000), { status: 413, code: 'too-large' }],
  ['cut off', async () => JSON.stringify(await honest()).slice(0, -1), { status: 400, code: 'malformed-json' }],
  ['empty', async () => '', { status: 400, code: 'malformed-json' }],
  ['no object', async () => '7', { status: 422, code: 'invalid', paths: [''] }],
  [
    'wrong in many places',
    async () => {
      const sent = await honest();
      const download = {
        ...sent.download,
        rateMbps: 'fast',
        series: [
          [0, 0],
          [50, 0.5],
        ],
      };
      const client = { ...sent.client, kind: 'fax' };
      return { ...sent, id: '7', durationMs: -1, trigger: 'whim', speed: 3, client, download };
    },
    {
      status: 422,
      code: 'invalid',
      paths: ['client.kind', 'download.rateMbps', 'download.series[1][1]', 'durationMs', 'id', 'speed', 'trigger'],
    },
  ],
  [
    'future-dated by six minutes',
    async () => makeSubmission(hub.pointKey, Date.now() + minutes(6)),
    { status: 422, code: 'invalid', paths: ['id', 'startedAt'] },
  ],
  [
    'two years old',
    async () => makeSubmission(hub.pointKey, Date.now() - minutes(60 * 24 * 731)),
    { status: 422, code: 'invalid', paths: ['id', 'startedAt'] },
  ],
  [
    'wrongly signed',
    async () => makeSubmission(stranger.privateKey),
    { status: 422, code: 'invalid', paths: ['receipt'] },
  ],
  [
    'with a receipt that was changed',
    async () => {
      const sent = await honest();
      const [head, body, signature] = sent.receipt?.split('.') ?? [];
      const claims = JSON.parse(Buffer.from(body ?? '', 'base64url').toString());
      const forged = Buffer.from(JSON.stringify({ ...claims, download: { ...claims.download, rateMbps: 900 } }));
      return { ...sent, receipt: `${head}.${forged.toString('base64url')}.${signature}` };
    },
    { status: 422, code: 'invalid', paths: ['receipt'] },
  ],
  [
    'with a receipt that names no algorithm',
    async () => {
      const sent = await honest();
      const [, body] = sent.receipt?.split('.') ?? [];
      const head = Buffer.from(JSON.stringify({ alg: 'none', typ: 'i-speed-receipt+jwt', kid: 'p1' })).toString(
        'base64url',
      );
      return { ...sent, receipt: `${head}.${body}.` };
    },
    { status: 422, code: 'invalid', paths: ['receipt'] },
  ],
  [
    'with text for a receipt',
    async () => ({ ...(await honest()), receipt: 'thanks' }),
    { status: 422, code: 'invalid', paths: ['receipt'] },
  ],
  [
    'with the receipt of another measurement (replayed)',
    async () => ({ ...(await honest()), receipt: (await honest()).receipt }),
    { status: 422, code: 'invalid', paths: ['receipt'] },
  ],
  [
    'in a commune that its province does not have',
    async () => ({
      ...(await honest()),
      area: { provinceCode: '01', communeCode: '99999', edition: '2025-07-01', source: 'chosen' },
    }),
    { status: 422, code: 'invalid', paths: ['area.communeCode'] },
  ],
];

test.each(cases)('%s', async (_, make, expected) => {
  const body = await make();
  const answer = await post(hub.url, body);
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  const told = problem.parse(await answer.json());
  const paths = told.faults?.map((fault) => fault.path).sort();
  expect({ status: answer.status, code: told.code, ...(paths && { paths }) }).toEqual(expected);
  for (const fault of told.faults ?? []) expect(fault.message).not.toBe('');
  if (isSubmission(body))
    expect((await fetch(`${hub.url}/api/v1/measurements/${body.id}`)).status).toBeGreaterThanOrEqual(404);
});

test('a body that does not tell its length is taken as any other, and no further than the limit', async () => {
  const send = (text: string) =>
    new Promise<number | undefined>((resolve, reject) => {
      const headers = { 'content-type': 'application/json', 'transfer-encoding': 'chunked' };
      const sent = request(`${hub.url}/api/v1/measurements`, { method: 'POST', headers }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      });
      sent.once('error', reject);
      sent.end(text);
    });
  expect(await send(JSON.stringify(await honest()))).toBe(201);
  expect(await send(`"${'x'.repeat(100_000)}"`)).toBe(413);
});

test('what is only read is not there for posting', async () => {
  expect((await fetch(`${hub.url}/api/v1/statistics`, { method: 'POST' })).status).toBe(404);
});

test('a body of another type is refused with the type to send', async () => {
  const answer = await fetch(`${hub.url}/api/v1/measurements`, {
    method: 'POST',
    body: new URLSearchParams({ a: '1' }),
  });
  expect(answer.status).toBe(415);
  expect(problem.parse(await answer.json()).detail).toContain('application/json');
});

test('a signer that no hub knows is not refused but does not count: its point may be gone', async () => {
  const { x } = await exportJWK(stranger.publicKey);
  expect(x).toBeDefined();
  const sent = await honest();
  const [, body, signature] = sent.receipt?.split('.') ?? [];
  const head = Buffer.from(JSON.stringify({ alg: 'EdDSA', typ: 'i-speed-receipt+jwt', kid: 'gone' })).toString(
    'base64url',
  );
  const answer = await post(hub.url, { ...sent, receipt: `${head}.${body}.${signature}` });
  expect(answer.status).toBe(201);
  expect(await answer.json()).toMatchObject({ reasons: ['receipt-invalid'], countsInStatistics: false });
});

function isSubmission(body: unknown): body is Submission {
  return typeof body === 'object' && body !== null && 'id' in body && 'startedAt' in body;
}
