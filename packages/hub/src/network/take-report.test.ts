import { REPORT_TYPE } from '@i-speed/spec';
import { generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHub, type TestHub } from '../../test/open-test-hub.ts';

const NOW_S = Date.parse('2026-03-10T05:00:00Z') / 1000;

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub({}, { clock: () => NOW_S * 1000 });
});
afterAll(() => hub[Symbol.asyncDispose]());

/** The hub's answer to a report of point `p1` whose clock is off by so much. */
async function reportBy(offS: number, more: object = {}, key: CryptoKey = hub.pointKey): Promise<Response> {
  const claims = { ...more, state: 'active', sessions: 0, capacity: 9, version: '1', families: [4], eventLoopLagMs: 1 };
  const report = await new SignJWT({ ...claims, iss: 'p1', aud: 'i-speed-hub' })
    .setProtectedHeader({ alg: 'EdDSA', typ: REPORT_TYPE, kid: 'p1' })
    .setIssuedAt(NOW_S + offS)
    .sign(key);
  return hub.post('/api/v1/points/p1/reports', { report });
}

test.each([-30, 0, 30])('a report by a clock %i s off is taken', async (offS) => {
  expect((await reportBy(offS)).ok).toBe(true);
});

test.each([
  [-40, "its clock is 40 s behind the hub's"],
  [31, "its clock is 31 s ahead of the hub's"],
])('a report by a clock %i s off is refused, and the point is told so', async (offS, why) => {
  const answer = await reportBy(offS);
  expect(answer.status).toBe(401);
  expect((await answer.json()).detail).toContain(why);
});

test('a report of a point that has lost its key is refused with the way out', async () => {
  const { privateKey } = await generateKeyPair('EdDSA');
  const answer = await reportBy(0, {}, privateKey);
  expect(answer.status).toBe(401);
  expect((await answer.json()).detail).toContain(
    'it has another key than the one it joined with; bring its key.json back',
  );
});

test('a point that is younger than the hub tells more than it knows, and is heard', async () => {
  expect((await reportBy(0, { temperature: 40 })).ok).toBe(true);
});
