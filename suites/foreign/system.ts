// A real hub with a real point, in this process, as other projects' clients find them.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PublicMeasurement, publicMeasurement } from '@i-speed/spec';
import { copyFreshData } from '@i-speed/testbed';
import { expect } from 'vitest';
import { type HubConfig, hubConfig, openHub } from '../../packages/hub/src/index.ts';
import { openPoint, type PointConfigInput } from '../../packages/point/src/index.ts';

export interface System extends AsyncDisposable {
  /** Origins. */
  readonly hub: string;
  readonly point: string;
  readonly pointPort: number;
  /** Where HTTP/2 is spoken; only with TLS. */
  readonly http2Port: number;
  /** The measurement with this id, once the hub has it. */
  kept(id: string): Promise<PublicMeasurement>;
  /** What the default statistics say of all measurements so far. */
  statistics(): Promise<Statistics>;
}

/** The part of the answer of GET /api/v1/statistics that is looked at. */
export interface Statistics {
  readonly totals: readonly unknown[];
  readonly received: number;
  readonly counted: number;
  readonly excluded: readonly { readonly reason: string; readonly n: number }[];
}

export interface SystemSettings {
  readonly isTls?: boolean;
  readonly point?: Partial<PointConfigInput>;
  /** Silence after which a test is over; ten seconds in the real world, three when left out. */
  readonly quietMs?: number;
}

export async function openSystem({
  isTls = false,
  point: settings = {},
  quietMs = 500,
}: SystemSettings = {}): Promise<System> {
  const folder = mkdtempSync(join(tmpdir(), 'i-speed-foreign-'));
  await using opening = new AsyncDisposableStack();
  opening.defer(() => rmSync(folder, { recursive: true }));
  const config: HubConfig = hubConfig({ I_SPEED_DATA: join(folder, 'hub'), LOG_LEVEL: 'silent' });
  await copyFreshData(join(folder, 'hub'));
  const hub = opening.use(await openHub(config));
  const { port: hubPort } = await hub.listen({ host: '127.0.0.1', port: 0 });
  const origin = `http://127.0.0.1:${hubPort}`;
  const point = opening.use(
    await openPoint(
      {
        id: 'p1',
        host: '127.0.0.1',
        port: 0,
        data: join(folder, 'point'),
        hub: origin,
        logLevel: 'silent',
        drainMs: 0,
        sessionsPerMinute: 1000,
        ...(isTls && { ...makeCertificate(folder), http2Port: 0 }),
        ...settings,
      },
      { quietMs },
    ),
  );
  const publicKey = { kty: 'OKP' as const, crv: 'Ed25519' as const, x: point.publicJwk.x ?? '' };
  const url = `${isTls ? 'https' : 'http'}://127.0.0.1:${point.port}`;
  await hub.registerPoint({ id: 'p1', name: 'Điểm một', networkKind: 'exchange', url, publicKey });
  const resources = opening.move();
  return {
    hub: origin,
    point: url,
    pointPort: point.port,
    http2Port: point.http2Port ?? 0,
    async kept(id) {
      const read = () => fetch(`${origin}/api/v1/measurements/${id}`);
      await expect.poll(async () => (await read()).status, { timeout: 15_000 }).toBe(200);
      return publicMeasurement.parse(await (await read()).json());
    },
    async statistics() {
      const answer = await fetch(`${origin}/api/v1/statistics`);
      return answer.json();
    },
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}

function makeCertificate(folder: string): { tlsCert: string; tlsKey: string } {
  const [tlsCert, tlsKey] = [join(folder, 'cert.pem'), join(folder, 'tls.pem')];
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'];
  const subject = ['-subj', '/CN=localhost', '-nodes', '-days', '1'];
  execFileSync('openssl', ['req', '-x509', ...curve, '-keyout', tlsKey, '-out', tlsCert, ...subject], {
    stdio: 'ignore',
  });
  return { tlsCert, tlsKey };
}
