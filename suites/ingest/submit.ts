// Measurements of the suite and how they are sent: valid ones of devices that are all different, so that each counts.
import type { Submission } from '@i-speed/spec';
import type { CryptoKey } from 'jose';
import { installId, rateAt, submissionAt, withReceipt } from '../../packages/hub/test/sample.ts';

let serial = 0;

/** A measurement that began some seconds ago, with the receipt of point `p1`; every one has its own id and install. */
export function makeSubmission(pointKey: CryptoKey, startedAtMs = Date.now() - 10_000): Promise<Submission> {
  serial += 1;
  const rateMbps = 10 + (serial % 90);
  const series = Array.from({ length: 50 }, (_, i): [number, number] => [i * 50, i * 10_000]);
  const download = { ...rateAt(rateMbps), stop: 'time' as const, series };
  const client = { kind: 'cli' as const, version: '0.1.0', installId: installId(serial) };
  return withReceipt(submissionAt(startedAtMs, { client, download }), pointKey);
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
