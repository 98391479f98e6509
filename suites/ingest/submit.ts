// Measurements of the suite and how they are sent: valid ones of devices that are all different, so that each counts.
import { RECEIPT_TYPE, type Submission } from '@i-speed/spec';
import { type CryptoKey, SignJWT } from 'jose';

let serial = 0;

/** A measurement that began some seconds ago, with the receipt of point `p1`; every one has its own id and install. */
export async function makeSubmission(pointKey: CryptoKey, startedAtMs = Date.now() - 10_000): Promise<Submission> {
  serial += 1;
  const tail = serial.toString(16).padStart(12, '0');
  const time = startedAtMs.toString(16).padStart(12, '0');
  const id = `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${tail}`;
  const startedAt = new Date(startedAtMs).toISOString();
  const rateMbps = 10 + (serial % 90);
  const bytes = rateMbps * 250_000;
  const series = Array.from({ length: 50 }, (_, i): [number, number] => [i * 50, i * 10_000]);
  const download = { rateMbps, bytes, durationMs: 1_500, rampMs: 200, stop: 'time' as const, pulses: [], series };
  const claims = {
    iss: 'p1',
    jti: id,
    protocol: 1,
    clientKind: 'cli',
    startedAt,
    durationMs: 9_000,
    family: 4,
    clientPrefix: '27.64.0.0/24',
    ticketed: true,
    download: { bytes, durationMs: 2_000, rateMbps },
    eventLoopLagMs: 1,
  };
  const receipt = await new SignJWT(claims)
    .setIssuedAt(Math.floor(startedAtMs / 1000))
    .setProtectedHeader({ alg: 'EdDSA', typ: RECEIPT_TYPE, kid: 'p1' })
    .sign(pointKey);
  return {
    id,
    startedAt,
    durationMs: 9_000,
    trigger: 'manual',
    profile: 'standard',
    methodVersion: '1',
    client: { kind: 'cli', version: '0.1.0', installId: `00000000-0000-4000-8000-${tail}` },
    pointId: 'p1',
    download,
    failures: [],
    receipt,
  };
}

export function post(url: string, body: unknown): Promise<Response> {
  return fetch(`${url}/api/v1/measurements`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

/** How many measurements count in the statistics of the last days. */
export async function countedAt(url: string): Promise<number> {
  const answer = await fetch(`${url}/api/v1/statistics?indicator=download`);
  const { totals }: { totals: { n: number }[] } = await answer.json();
  return totals.reduce((sum, { n }) => sum + n, 0);
}
