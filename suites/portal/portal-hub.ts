// A hub with people of several roles, each with the cookie of a real sign-in, and measurements that count.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Grant, RECEIPT_TYPE, type Submission } from '@i-speed/spec';
import { copyFreshStore } from '@i-speed/testbed';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { type Hub, hubConfig, openHub } from '../../packages/hub/src/index.ts';

export const PASSWORD = 'mot mat khau dai';
const ORIGIN = 'http://hub.example';
const PREFIX = '27.64.0.0/24';

export interface PortalHub extends AsyncDisposable {
  readonly hub: Hub;
  /** Makes the person and signs in; gives the cookie. */
  signIn(email: string, grants: readonly Grant[]): Promise<string>;
  /** Asks as the person of the cookie ('' is nobody); a body is posted as JSON, text as CSV. */
  as(cookie: string, path: string, body?: unknown): Promise<Response>;
  /** Hands measurements in, each with the receipt of an honest point. Throws where one is refused. */
  measure(all: readonly Measured[]): Promise<void>;
}

export interface Measured {
  readonly device: number;
  readonly unitCode: string;
  readonly kind: 'fixed' | 'mobile';
  readonly atMs: number;
}

export function installId(n: number): string {
  return `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;
}

export async function openPortalHub(clock: () => number, env: Record<string, string> = {}): Promise<PortalHub> {
  const folder = mkdtempSync(join(tmpdir(), 'i-speed-portal-'));
  await copyFreshStore(join(folder, 'store'));
  const limits = { I_SPEED_READS_PER_MINUTE: '0', I_SPEED_MEASUREMENTS_PER_MINUTE: '0' };
  const config = hubConfig({ I_SPEED_DATA: folder, LOG_LEVEL: 'silent', ...limits, ...env });
  const hub = await openHub(config, { clock });
  const { privateKey, publicKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519' });
  const { x = '' } = await exportJWK(publicKey);
  const point = { id: 'p1', name: 'Một', networkKind: 'exchange' as const, url: 'https://p1.example' };
  await hub.registerPoint({ ...point, publicKey: { kty: 'OKP', crv: 'Ed25519', x } });
  const as = (cookie: string, path: string, body?: unknown) =>
    hub.api(
      new Request(`${ORIGIN}${path}`, {
        headers: {
          cookie,
          origin: ORIGIN,
          ...(body !== undefined && { 'content-type': typeof body === 'string' ? 'text/csv' : 'application/json' }),
        },
        ...(body !== undefined && { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) }),
      }),
    );
  let serial = 0;
  const submissionOf = async ({ device, unitCode, kind, atMs }: Measured): Promise<Submission> => {
    serial += 1;
    const time = atMs.toString(16).padStart(12, '0');
    const id = `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${serial.toString(16).padStart(12, '0')}`;
    const startedAt = new Date(atMs).toISOString();
    const download = {
      rateMbps: 40,
      bytes: 10_000_000,
      durationMs: 1_500,
      rampMs: 200,
      stop: 'converged' as const,
      pulses: [],
      series: [],
    };
    const claims = {
      iss: 'p1',
      jti: id,
      protocol: 1,
      clientKind: 'web',
      startedAt,
      durationMs: 9_000,
      family: 4,
      clientPrefix: PREFIX,
      ticketed: true,
      download: { bytes: download.bytes, durationMs: 2_000, rateMbps: 40 },
      eventLoopLagMs: 1,
    };
    const receipt = await new SignJWT(claims)
      .setIssuedAt(Math.floor(atMs / 1000))
      .setProtectedHeader({ alg: 'EdDSA', typ: RECEIPT_TYPE, kid: 'p1' })
      .sign(privateKey);
    return {
      id,
      startedAt,
      durationMs: 9_000,
      trigger: 'manual',
      profile: 'standard',
      methodVersion: '1',
      client: { kind: 'web', version: '0.1.0', installId: installId(device) },
      access: { kind, kindFrom: 'user' },
      unitCode,
      pointId: 'p1',
      download,
      failures: [],
      receipt,
    };
  };
  const signIn = async (email: string, grants: readonly Grant[]) => {
    await hub.createPerson({ name: email, email, grants, password: PASSWORD });
    const answer = await as('', '/api/v1/auth/sign-in/email', { email, password: PASSWORD });
    if (!answer.ok) throw new Error(`${email} cannot sign in: ${await answer.text()}`);
    const cookies = answer.headers.getSetCookie().map((one) => one.split(';', 1)[0]);
    return cookies.join('; ');
  };
  return {
    hub,
    as,
    signIn,
    async measure(all) {
      for (let i = 0; i < all.length; i += 200) {
        const batch = await Promise.all(all.slice(i, i + 200).map(submissionOf));
        const answer = await as('', '/api/v1/measurements', batch);
        if (!answer.ok) throw new Error(await answer.text());
      }
    },
    async [Symbol.asyncDispose]() {
      await hub.close();
      rmSync(folder, { recursive: true });
    },
  };
}
