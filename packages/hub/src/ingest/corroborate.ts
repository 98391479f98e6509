// Whether the point's receipt bears the figures out.
import type { DirectionResult, ReceiptClaims, ReceiptDirection, Submission } from '@i-speed/spec';
import { clockDisagreementRatio } from '@i-speed/statistics';

/** Largest relative difference between what client and point say (docs/method/validity.md). */
const DISAGREEMENT_RATIO = 0.1;

/** True when the point saw, within 10 %, the bytes and the rate of every direction that the client reports, and there is one. */
export function isCorroborated({ download, upload }: Submission, claims: ReceiptClaims): boolean {
  if (download === undefined && upload === undefined) return false;
  return agrees(download, claims.download) && agrees(upload, claims.upload);
}

function agrees(client: DirectionResult | undefined, point: ReceiptDirection | undefined): boolean {
  if (client === undefined) return true;
  if (point?.rateMbps === undefined) return false;
  const rateRatio = DISAGREEMENT_RATIO + clockDisagreementRatio(client.durationMs);
  return near(client.rateMbps, point.rateMbps, rateRatio) && near(client.bytes, point.bytes, DISAGREEMENT_RATIO);
}

function near(client: number, point: number, ratio: number): boolean {
  return Math.abs(client - point) <= ratio * point;
}
