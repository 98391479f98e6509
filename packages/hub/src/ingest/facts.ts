// What the rules of validity look at, gathered from a prepared submission.
import type { DirectionResult } from '@i-speed/spec';
import { type DirectionFacts, distanceKm, type MeasurementFacts, type ReceiptFacts } from '@i-speed/statistics';
import { present } from '../present.ts';
import { isForeign } from './foreign.ts';
import type { Prepared } from './prepare.ts';

/** What a system demands of a measurement. */
export interface Demands {
  readonly isTicketRequired: boolean;
  readonly isReceiptRequired: boolean;
}

/**
 * Facts of one measurement. A receipt, and with it the proof of a ticket, is asked for only where a rate is claimed: a measurement that
 * reached no point has none to show, and is a failure and nothing else.
 */
export function factsOf(prepared: Prepared, demands: Demands): MeasurementFacts {
  const { submission: s, receipt, network, place } = prepared;
  const claimsRate = s.download !== undefined || s.upload !== undefined;
  const hasReceipt = receipt.state === 'valid';
  return present({
    startedAtMs: Date.parse(s.startedAt),
    durationMs: s.durationMs,
    receivedAtMs: prepared.receivedAtMs,
    trigger: s.trigger,
    isForeignClient: isForeign(s.client.kind),
    hasTicket: hasReceipt && receipt.claims.ticketed,
    isTicketRequired: demands.isTicketRequired && hasReceipt && !isForeign(s.client.kind),
    isReceiptRequired: demands.isReceiptRequired && claimsRate,
    receipt: receiptFacts(prepared),
    wasAborted: s.failures.some(({ code }) => code.endsWith('.aborted')),
    download: s.download && directionFacts(s.download),
    upload: s.upload && directionFacts(s.upload),
    idleMinMs: s.latency?.idle?.minMs,
    idleMedianMs: s.latency?.idle?.medianMs,
    jitterMs: s.latency?.idle?.jitterMs,
    lossSent: s.loss?.sent,
    lossReceived: s.loss?.received,
    technology: prepared.access?.technology,
    hiddenMs: s.environment?.hiddenMs,
    eventLoopLagMs: s.environment?.eventLoopLagMs,
    networkCountry: network?.country,
    isHostingOrVpn: network?.kind === undefined ? undefined : network.kind === 'hosting',
    position: s.position && present(s.position),
    isPositionInCountry: place.isPositionInCountry,
    pointDistanceKm: pointDistanceKm(prepared),
  });
}

function receiptFacts({ receipt }: Prepared): ReceiptFacts {
  if (receipt.state === 'missing') return { state: 'missing' };
  if (receipt.state === 'unverifiable') return { state: 'invalid' };
  const { startedAt, download, upload, tcp } = receipt.claims;
  return present({
    state: 'valid' as const,
    startedAtMs: Date.parse(startedAt),
    downloadMbps: download?.rateMbps,
    uploadMbps: upload?.rateMbps,
    minRttMs: tcp && tcp.length > 0 ? Math.min(...tcp.map((connection) => connection.minRttMs)) : undefined,
  });
}

function directionFacts(direction: DirectionResult): DirectionFacts {
  const { rateMbps, rateLowMbps, rateHighMbps, bytes, durationMs, stop, limitedBy } = direction;
  const isDeviceLimited = limitedBy === 'device';
  return present({
    rateMbps,
    rateLowMbps,
    rateHighMbps,
    sizeBytes: bytes,
    durationMs,
    wasAborted: stop === 'aborted',
    isDeviceLimited,
  });
}

function pointDistanceKm({ submission: { position }, point }: Prepared): number | undefined {
  if (position === undefined || point === undefined || point.latitude === null || point.longitude === null)
    return undefined;
  return distanceKm(position, { latitude: point.latitude, longitude: point.longitude });
}
