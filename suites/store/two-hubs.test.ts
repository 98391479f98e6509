// Two hubs with folders of their own on one PostgreSQL and one ClickHouse server: whichever a balancer picks, the answer is the same.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportJWK, generateKeyPair } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Hub, hubConfig, openHub } from '../../packages/hub/src/index.ts';
import { canMakeNode, makeClickhouseNode } from '../ingest/clickhouse-node.ts';
import { makeSubmission } from '../ingest/submit.ts';
import { postgresPrograms, startPostgres } from './postgres-server.ts';

const ORIGIN = 'http://hub.example';
const EMAIL = 'giam-sat@example.vn';
const PASSWORD = 'mot mat khau dai';
/** How long a hub goes by what it read of another's work: registry and remembered answers. */
const UNSEEN_MS = 20_000;
const DAY_MS = 86_400_000;
const programs = postgresPrograms();

describe.skipIf(programs === undefined || !canMakeNode())('two hubs', () => {
  const running = new AsyncDisposableStack();
  const point = generateKeyPair('EdDSA', { crv: 'Ed25519' });
  let hubs: [Hub, Hub];
  let apart: Hub;
  let nowMs = Date.now();

  beforeAll(async () => {
    const postgres = running.use(await startPostgres(programs ?? ''));
    const clickhouse = running.use(await makeClickhouseNode());
    await clickhouse.start();
    const folder = () => {
      const path = mkdtempSync(join(tmpdir(), 'i-speed-two-'));
      running.defer(() => rmSync(path, { recursive: true }));
      return path;
    };
    const shared = { DATABASE_URL: postgres.url, CLICKHOUSE_URL: clickhouse.url, LOG_LEVEL: 'silent' };
    const openData = folder();
    const open = async (env: Record<string, string>) => {
      const hub = await openHub(hubConfig({ ...shared, I_SPEED_DATA: folder(), ...env }), { clock: () => nowMs });
      return running.use(hub);
    };
    const both = { I_SPEED_OPEN_DATA: openData };
    // They start at the same moment on servers that hold nothing yet.
    hubs = await Promise.all([open(both), open(both)]);
    apart = await open({});
    const { x = '' } = await exportJWK((await point).publicKey);
    const p1 = { id: 'p1', name: 'Một', networkKind: 'exchange' as const, url: 'https://p1.example' };
    await hubs[0].registerPoint({ ...p1, publicKey: { kty: 'OKP', crv: 'Ed25519', x } });
  });
  afterAll(() => running.disposeAsync());

  const ask = (hub: Hub, path: string, body?: unknown, cookie = '') =>
    hub.api(
      new Request(`${ORIGIN}${path}`, {
        headers: { cookie, origin: ORIGIN, 'content-type': 'application/json' },
        ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
      }),
    );
  const told = async (hub: Hub, path: string, cookie = '') => {
    const answer = await ask(hub, path, undefined, cookie);
    expect(answer.status, path).toBe(200);
    return answer.json();
  };

  test('they sign tickets with one key, though nobody gave them any', async () => {
    const [a, b] = await Promise.all(hubs.map((hub) => told(hub, '/api/v1/keys')));
    expect(a.keys).toHaveLength(1);
    expect(b).toEqual(a);
  });

  test('who signed in at one is signed in at the other', async () => {
    const [a, b] = hubs;
    await a.createPerson({ name: 'Giám sát', email: EMAIL, grants: [{ role: 'national-viewer' }], password: PASSWORD });
    const answer = await ask(a, '/api/v1/auth/sign-in/email', { email: EMAIL, password: PASSWORD });
    const cookie = answer.headers.getSetCookie().map((one) => one.split(';', 1)[0]);
    expect((await told(b, '/api/v1/portal/me', cookie.join('; '))).email).toBe(EMAIL);
  });

  test('a point that one registered is known to the other, and what one took in the other tells', async () => {
    const [a, b] = hubs;
    const key = (await point).privateKey;
    const taken = [];
    for (let i = 0; i < 12; i += 1) taken.push(await makeSubmission(key, nowMs - 10_000 - i * 1_000));
    for (const [i, submission] of taken.entries())
      expect((await ask(hubs[i % 2] ?? a, '/api/v1/measurements', submission)).status).toBe(201);
    for (const { id } of taken)
      for (const hub of hubs)
        expect(await told(hub, `/api/v1/measurements/${id}`)).toMatchObject({ validity: 'valid' });
    nowMs += UNSEEN_MS;
    const totals = await Promise.all([a, b].map((hub) => told(hub, '/api/v1/statistics?indicator=download')));
    expect(totals[0].totals).toMatchObject([{ n: 12 }]);
    expect(totals[1].totals).toEqual(totals[0].totals);
  });

  test('a month that one published the other shows with its files; a hub without them says why', async () => {
    const [a, b] = hubs;
    const month = new Date(nowMs + 7 * 3_600_000).toISOString().slice(0, 7);
    nowMs += 32 * DAY_MS;
    await a.publish(month);
    const { publications } = await told(b, '/api/v1/publications');
    expect(publications).toMatchObject([{ month, version: 1 }]);
    const { files } = await told(b, `/api/v1/open-data/${month}/v1/manifest.json`);
    for (const { name, sizeBytes } of files) {
      const answer = await ask(b, `/api/v1/open-data/${month}/v1/${name}`);
      expect([name, (await answer.arrayBuffer()).byteLength]).toEqual([name, sizeBytes]);
    }
    const missing = await ask(apart, `/api/v1/open-data/${month}/v1/${files[0].name}`);
    expect(missing.status).toBe(503);
    expect((await missing.json()).detail).toContain('I_SPEED_OPEN_DATA');
  });
});
