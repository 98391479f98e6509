import { TICKET_TYPE, ticketResponse } from '@i-speed/spec';
import { createLocalJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestHub, type TestHub } from '../../test/open-test-hub.ts';
import { idAt } from '../../test/sample.ts';

const nowMs = Date.parse('2026-11-21T04:00:00.000Z');
let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub({}, { clock: () => nowMs });
}, 60_000);
afterAll(() => hub[Symbol.asyncDispose]());

const request = (change: object = {}) => ({
  measurementId: idAt(nowMs),
  client: { kind: 'cli', version: '1' },
  ...change,
});
async function candidates(body: object, headers: Record<string, string> = {}) {
  const answer = await hub.hub.api(
    new Request('http://hub.example/api/v1/tickets', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    }),
    { address: '27.64.0.1' },
  );
  return ticketResponse.parse(await answer.json());
}

describe('tickets', () => {
  test('are JWTs of protocol section 8, signed with the key that the hub shows', async () => {
    const asked = request();
    const answer = await candidates(asked);
    const [candidate] = answer.candidates;
    const keys = createLocalJWKSet(await (await hub.get('/api/v1/keys')).json());
    const { payload } = await jwtVerify(candidate?.ticket ?? '', keys, { currentDate: new Date(nowMs) });
    const issuedS = nowMs / 1000;
    expect(payload).toEqual({
      iss: 'i-speed-hub',
      aud: 'p1',
      jti: asked.measurementId,
      iat: issuedS,
      exp: issuedS + 60,
    });
    expect(decodeProtectedHeader(candidate?.ticket ?? '').typ).toBe(TICKET_TYPE);
    expect(answer.expiresAt).toBe('2026-11-21T04:01:00.000Z');
    expect(answer.network).toMatchObject({ family: 4, asn: 7552, operator: 'viettel', country: 'VN' });
  });

  test('name at most five points, the own network first, abroad last; or the chosen one alone', async () => {
    const { network } = await candidates(request());
    for (const n of [2, 3, 4, 5]) await hub.register({ id: `p${n}`, networkKind: 'exchange' });
    await hub.register({ id: 'far', networkKind: 'abroad' });
    await hub.register({ id: 'own', networkKind: 'on-net', operatorName: network.operatorName ?? '' });
    const ids = (await candidates(request())).candidates.map(({ pointId }) => pointId);
    expect(ids[0]).toBe('own');
    expect(ids.slice(1).every((id) => /^p\d$/.test(id))).toBe(true);
    expect(ids).toHaveLength(5);
    const chosen = await candidates(request({ pointId: 'far' }));
    expect(chosen.candidates.map(({ pointId }) => pointId)).toEqual(['far']);
  });

  test('refuse a point that is not there, naming the field', async () => {
    const answer = await hub.post('/api/v1/tickets', request({ pointId: 'p9' }));
    expect(answer.status).toBe(422);
    expect((await answer.json()).faults[0].path).toBe('pointId');
  });

  test.each([
    [
      'localhost:8080',
      { url: 'http://localhost:8081', ipv4Url: 'http://127.0.0.1:8081', ipv6Url: 'http://[::1]:8081' },
    ],
    ['10.0.0.5:8080', { url: 'http://10.0.0.5:8081', ipv4Url: 'http://10.0.0.5:8081' }],
    ['[fd00::5]:8080', { url: 'http://[fd00::5]:8081', ipv6Url: 'http://[fd00::5]:8081' }],
    ['máy-chủ.local', { url: 'http://xn--my-ch-xqa0294c.local:8081' }],
    ['lab.example', { url: 'http://lab.example:8081' }],
  ])('offer the local point under the name the person used: %s', async (host, expected) => {
    await hub.register({ id: 'here', sameHostPort: 8081 });
    const ascii = new URL(`http://${host}`).host;
    const [candidate] = (await candidates(request({ pointId: 'here' }), { host: ascii })).candidates;
    const { url, ipv4Url, ipv6Url } = candidate ?? {};
    expect(Object.fromEntries(Object.entries({ url, ipv4Url, ipv6Url }).filter(([, value]) => value))).toEqual(
      expected,
    );
    const { points } = await (await hub.get('/api/v1/points', { headers: { host: ascii } })).json();
    expect(points.find(({ id }: { id: string }) => id === 'here').url).toBe(expected.url);
  });
});
