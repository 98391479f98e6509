// Whether the point's receipt bears the figures out.
import type { DirectionResult, ReceiptClaims, ReceiptDirection, Submission } from '@i-speed/spec';
import { clockDisagreementRatio, VALIDITY_DEFAULTS } from '@i-speed/statistics';

/** What bears a figure out agrees as nearly as what does not contradict it. */
const { receiptDisagreementRatio } = VALIDITY_DEFAULTS;

/** True when the point saw, as nearly as the rule of validity asks, the bytes and the rate of every direction that the client reports, and there is one. */
export function isCorroborated({ download, upload }: Submission, claims: ReceiptClaims): boolean {
  if (download === undefined && upload === undefined) return false;
  return agrees(download, claims.download) && agrees(upload, claims.upload);
}

function agrees(client: DirectionResult | undefined, point: ReceiptDirection | undefined): boolean {
  if (client === undefined) return true;
  if (point?.rateMbps === undefined) return false;
  const rateRatio = receiptDisagreementRatio + clockDisagreementRatio(client.durationMs);
  return near(client.rateMbps, point.rateMbps, rateRatio) && near(client.bytes, point.bytes, receiptDisagreementRatio);
}

function near(client: number, point: number, ratio: number): boolean {
  return Math.abs(client - point) <= ratio * point;
}
