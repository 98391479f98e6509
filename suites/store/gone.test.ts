// A PostgreSQL server that is gone for a while: every route says "later", nothing that was told to be kept is lost, and all goes on by itself.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { problem } from '@i-speed/spec';
import { exportJWK, generateKeyPair } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Hub, hubConfig, openHub } from '../../packages/hub/src/index.ts';
import { idAt } from '../../packages/hub/test/sample.ts';
import { makeSubmission } from '../ingest/submit.ts';
import { type PostgresServer, postgresPrograms, startPostgres } from './postgres-server.ts';

const ORIGIN = 'http://hub.example';
const EMAIL = 'giam-sat@example.vn';
const PASSWORD = 'mot mat khau dai';
const programs = postgresPrograms();

describe.skipIf(programs === undefined)('while PostgreSQL is gone', () => {
  const running = new AsyncDisposableStack();
  const point = generateKeyPair('EdDSA', { crv: 'Ed25519' });
  let postgres: PostgresServer;
  let hub: Hub;
  let cookie = '';
  let nowMs = Date.now();

  beforeAll(async () => {
    postgres = running.use(await startPostgres(programs ?? ''));
    const folder = mkdtempSync(join(tmpdir(), 'i-speed-gone-'));
    running.defer(() => rmSync(folder, { recursive: true }));
    const config = hubConfig({ DATABASE_URL: postgres.url, I_SPEED_DATA: folder, LOG_LEVEL: 'silent' });
    hub = running.use(await openHub(config, { clock: () => nowMs }));
    const { x = '' } = await exportJWK((await point).publicKey);
    const p1 = { id: 'p1', name: 'Một', networkKind: 'exchange' as const, url: 'https://p1.example' };
    await hub.registerPoint({ ...p1, publicKey: { kty: 'OKP', crv: 'Ed25519', x } });
    await hub.createPerson({
      name: 'Giám sát',
      email: EMAIL,
      grants: [{ role: 'national-viewer' }],
      password: PASSWORD,
    });
    const answer = await ask('/api/v1/auth/sign-in/email', { email: EMAIL, password: PASSWORD });
    cookie = answer.headers
      .getSetCookie()
      .map((one) => one.split(';', 1)[0])
      .join('; ');
  });
  afterAll(() => running.disposeAsync());

  function ask(path: string, body?: unknown) {
    return hub.api(
      new Request(`${ORIGIN}${path}`, {
        headers: { cookie, origin: ORIGIN, 'content-type': 'application/json' },
        ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
      }),
      { address: '27.64.0.1' },
    );
  }

  test('each route says when to come again, and works once it is back', { timeout: 120_000 }, async () => {
    const submission = await makeSubmission((await point).privateKey, nowMs - 10_000);
    const client = { kind: 'cli', version: '1' };
    const requests: readonly (readonly [string, unknown?])[] = [
      ['/api/v1/points'],
      ['/api/v1/tickets', { measurementId: idAt(nowMs), client }],
      ['/api/v1/measurements', submission],
      ['/api/v1/openings', { first: 'no' }],
      ['/api/v1/openings'],
      ['/api/v1/white-spots'],
      ['/api/v1/publications'],
      ['/api/v1/portal/me'],
      ['/api/v1/portal/units'],
      ['/api/v1/auth/sign-in/email', { email: EMAIL, password: PASSWORD }],
      ['/api/v1/auth/get-session'],
    ];
    postgres.stop();
    nowMs += 60_000;
    const told = new Map<string, string>();
    for (const [path, body] of requests) {
      const answer = await ask(path, body);
      const parsed = problem.safeParse(await answer.json().catch(() => undefined));
      told.set(path, `${answer.status} ${parsed.data?.code} ${Number(answer.headers.get('retry-after')) > 0}`);
    }
    postgres.start();
    expect([...told].filter(([, what]) => what !== '503 storage-unavailable true')).toEqual([]);
    for (const [path, body] of requests) expect([path, (await ask(path, body)).status < 300]).toEqual([path, true]);
  });
});
