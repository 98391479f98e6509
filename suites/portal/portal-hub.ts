// A hub with people of several roles, each with the cookie of a real sign-in, and measurements that count.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Grant, Submission } from '@i-speed/spec';
import { copyFreshData } from '@i-speed/testbed';
import { exportJWK, generateKeyPair } from 'jose';
import { type Hub, hubConfig, openHub } from '../../packages/hub/src/index.ts';
import { installId, rateAt, submissionAt, withReceipt } from '../../packages/hub/test/sample.ts';

export const PASSWORD = 'mot mat khau dai';
const ORIGIN = 'http://hub.example';
const RATE_MBPS = 40;

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

export async function openPortalHub(clock: () => number, env: Record<string, string> = {}): Promise<PortalHub> {
  const folder = mkdtempSync(join(tmpdir(), 'i-speed-portal-'));
  await copyFreshData(folder);
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
  const submissionOf = ({ device, unitCode, kind, atMs }: Measured): Promise<Submission> => {
    const client = { kind: 'web' as const, version: '0.1.0', installId: installId(device) };
    const access = { kind, kindFrom: 'user' as const };
    return withReceipt(submissionAt(atMs, { client, access, unitCode, download: rateAt(RATE_MBPS) }), privateKey);
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
