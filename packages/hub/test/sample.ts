// Submissions and receipts for tests: as an honest client and point would make them, changed where a test says so.
import { RECEIPT_TYPE, type ReceiptClaims, type Submission } from '@i-speed/spec';
import type { Row } from '@i-speed/warehouse';
import { type CryptoKey, SignJWT } from 'jose';

let serial = 0;

/** A UUIDv7 of an instant that no other call gives. */
export function idAt(atMs: number): string {
  serial += 1;
  const time = atMs.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${serial.toString(16).padStart(12, '0')}`;
}

export function installId(n: number): string {
  return `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;
}

/** A direction that ran two seconds at a rate. */
export function rateAt(rateMbps: number): NonNullable<Submission['download']> {
  return {
    rateMbps,
    bytes: rateMbps * 125_000 * 2,
    durationMs: 1_500,
    rampMs: 200,
    stop: 'converged',
    pulses: [],
    series: [],
  };
}

/** A measurement of 38.5 Mbit/s down and 19.25 up that began at an instant; without a receipt. */
export function submissionAt(startedAtMs: number, change: Partial<Submission> = {}): Submission {
  return {
    id: idAt(startedAtMs),
    startedAt: new Date(startedAtMs).toISOString(),
    durationMs: 9_000,
    trigger: 'manual',
    profile: 'standard',
    methodVersion: '1',
    client: { kind: 'web', version: '0.1.0', installId: installId(1) },
    pointId: 'p1',
    download: rateAt(38.5),
    upload: rateAt(19.25),
    latency: { idle: { medianMs: 8, minMs: 6, jitterMs: 1, n: 20 } },
    failures: [],
    ...change,
  };
}

/** A prefix of Viettel's for each of 4,096 installs in a row: people measure on lines of their own. */
function prefixOf({ client }: Submission): string {
  const n = Number.parseInt(client.installId?.slice(-4) ?? '0', 16);
  return `27.${64 + ((n >> 8) % 16)}.${n % 256}.0/24`;
}

/** What an honest point saw of a submission that came from Viettel's network. */
export function claimsFor(submission: Submission, change: Partial<ReceiptClaims> = {}): ReceiptClaims {
  const seen = (direction: Submission['download']) =>
    direction && { bytes: direction.bytes, durationMs: 2_000, rateMbps: direction.rateMbps };
  return {
    iss: 'p1',
    jti: submission.id,
    iat: Math.floor(Date.parse(submission.startedAt) / 1000),
    protocol: 1,
    clientKind: submission.client.kind,
    startedAt: submission.startedAt,
    durationMs: 9_000,
    family: 4,
    clientPrefix: prefixOf(submission),
    ticketed: true,
    ...(submission.download && { download: seen(submission.download) }),
    ...(submission.upload && { upload: seen(submission.upload) }),
    eventLoopLagMs: 1,
    ...change,
  };
}

export function signReceipt(claims: ReceiptClaims, key: CryptoKey, kid = 'p1'): Promise<string> {
  return new SignJWT({ ...claims }).setProtectedHeader({ alg: 'EdDSA', typ: RECEIPT_TYPE, kid }).sign(key);
}

/** The submission with the receipt of an honest point. */
export async function withReceipt(
  submission: Submission,
  key: CryptoKey,
  change: Partial<ReceiptClaims> = {},
): Promise<Submission> {
  return { ...submission, receipt: await signReceipt(claimsFor(submission, change), key) };
}

/** One valid measurement of a device of its own, as the warehouse keeps it. */
export const rowAt = (atMs: number, serial: number): Row => ({
  measurement: {
    id: idAt(atMs),
    startedAt: new Date(atMs).toISOString(),
    durationMs: 9_000,
    trigger: 'manual',
    profile: 'standard',
    methodVersion: '1',
    client: { kind: 'cli', version: '1', installId: installId(serial) },
    download: {
      ...{ rateMbps: 50 + serial, bytes: 1_000_000, durationMs: 1_000, rampMs: 100, stop: 'converged' },
      ...{ pulses: [], series: [] },
    },
    failures: [],
    receivedAt: new Date(atMs + 10_000).toISOString(),
    validity: 'valid',
    reasons: [],
    corroborated: true,
    countsInStatistics: true,
  },
  pointNetworkKind: 'exchange',
  areaEdition: '2025-07-01',
});
