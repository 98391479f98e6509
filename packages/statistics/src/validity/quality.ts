// Rules on one measurement alone: can its numbers be true, did it end, was it this method and this network?
import type { ValidityReason } from '@i-speed/spec';
import type { DirectionFacts, Finding, MeasurementFacts } from './facts.ts';
import type { ValiditySettings } from './settings.ts';

export type QualityRule = (facts: MeasurementFacts, settings: ValiditySettings) => Finding<ValidityReason> | undefined;

/** All payload may exceed the counted windows' but never fall short of it; a little room for rounding of rates and times. */
const COUNTED_BYTES_ROOM = 1.02;

/** Numbers that no measurement can give: negative or not finite, more counted than moved, ends of an interval crossed, more echoes back than sent. */
export const impossibleValue: QualityRule = (facts) => {
  const detail =
    wrongNumber({
      durationMs: facts.durationMs,
      idleMinMs: facts.idleMinMs,
      idleMedianMs: facts.idleMedianMs,
      jitterMs: facts.jitterMs,
      lossSent: facts.lossSent,
      lossReceived: facts.lossReceived,
    }) ??
    wrongDirection('download', facts.download) ??
    wrongDirection('upload', facts.upload) ??
    wrongPair('idleMinMs above idleMedianMs', facts.idleMinMs, facts.idleMedianMs) ??
    wrongPair('lossReceived above lossSent', facts.lossReceived, facts.lossSent) ??
    wrongPosition(facts);
  return detail === undefined ? undefined : { reason: 'impossible-value', detail };
};

const CLOCK_MS = 20;
const LONG_MS = 500;
const MOST_CLOCK_RATIO = 0.3;
/** In less time the clocks alone may differ by more than is allowed for them. */
const COMPARABLE_MS = CLOCK_MS / MOST_CLOCK_RATIO;

/** Started in the future, too long ago, or at another time than the point saw. */
export const clockOff: QualityRule = ({ startedAtMs, receivedAtMs, receipt }, settings) => {
  const tolerance = settings.clockToleranceMs;
  if (startedAtMs > receivedAtMs + tolerance) {
    return { reason: 'clock-off', detail: `started ${startedAtMs - receivedAtMs} ms after it was received` };
  }
  if (receivedAtMs - startedAtMs > settings.latestArrivalMs) {
    return { reason: 'clock-off', detail: `received ${receivedAtMs - startedAtMs} ms after it started` };
  }
  const apartMs = receipt.state === 'valid' ? Math.abs(receipt.startedAtMs - startedAtMs) : 0;
  return apartMs > tolerance
    ? { reason: 'clock-off', detail: `client and point differ by ${apartMs} ms on the start` }
    : undefined;
};

/** No receipt where one is required. */
export const receiptMissing: QualityRule = ({ isReceiptRequired, receipt }) =>
  isReceiptRequired && receipt.state === 'missing'
    ? { reason: 'receipt-missing', detail: 'no receipt of the point' }
    : undefined;

/**
 * Relative difference that two honest accounts of a window may have beyond the rule's 10 %: their clocks and the buffers between
 * them agree to about 20 ms, which weighs only in the very short windows of very fast links. At most 0.3, and 0 from 500 ms on.
 */
export function clockDisagreementRatio(windowMs: number): number {
  if (windowMs >= LONG_MS) return 0;
  return Math.min(MOST_CLOCK_RATIO, CLOCK_MS / Math.max(CLOCK_MS, windowMs));
}

/**
 * The point's rate and the client's differ by more than 10 % of the point's and what the clocks may, in either direction; a rate of which
 * the point's account says nothing is borne out by nobody, or a receipt of one byte would stand for any figure.
 */
export const receiptDisagrees: QualityRule = (facts, settings) => {
  const [first] = disagreements(facts, settings).filter(({ durationMs }) => durationMs >= COMPARABLE_MS);
  return first && { reason: 'receipt-disagrees', detail: first.detail };
};

/** They differ by more, but in so short a time that two honest accounts may: nobody bears the rate out, and nobody is to blame. */
export const tooShort: QualityRule = (facts, settings) => {
  const [first] = disagreements(facts, settings).filter(({ durationMs }) => durationMs < COMPARABLE_MS);
  return first && { reason: 'too-short', detail: `${first.detail}, counted for ${first.durationMs} ms` };
};

function disagreements({ download, upload, receipt, isForeignClient }: MeasurementFacts, settings: ValiditySettings) {
  if (receipt.state !== 'valid') return [];
  const pairs = [
    { direction: 'download', client: download, pointMbps: receipt.downloadMbps },
    { direction: 'upload', client: upload, pointMbps: receipt.uploadMbps },
  ];
  return pairs.flatMap(({ direction, client, pointMbps }) => {
    if (client === undefined || client.rateMbps === 0) return [];
    const { rateMbps: clientMbps, durationMs } = client;
    // Of other projects' tests a receipt states bytes and times alone, as their rates follow other methods.
    if (pointMbps === undefined && isForeignClient) return [];
    if (pointMbps === undefined)
      return [{ durationMs, detail: `${direction}: client ${clientMbps} Mbit/s, the point counted none of it` }];
    const allowedRatio = settings.receiptDisagreementRatio + clockDisagreementRatio(durationMs);
    if (Math.abs(clientMbps - pointMbps) <= allowedRatio * pointMbps) return [];
    return [{ durationMs, detail: `${direction}: client ${clientMbps} Mbit/s, point ${pointMbps} Mbit/s` }];
  });
}

/** A data centre's or a VPN's network is nobody's access line. */
export const hostingNetwork: QualityRule = ({ isHostingOrVpn }) =>
  isHostingOrVpn ? { reason: 'hosting-network', detail: 'address of a hosting or VPN network' } : undefined;

/** The network's country or the position is not the country that is measured. */
export const abroad: QualityRule = ({ networkCountry, isPositionInCountry }, { homeCountry }) => {
  if (networkCountry !== undefined && networkCountry !== homeCountry) {
    return { reason: 'abroad', detail: `address of ${networkCountry}` };
  }
  return isPositionInCountry === false ? { reason: 'abroad', detail: 'position outside the country' } : undefined;
};

/** Faster than the technology it names can be. */
export const technologyCeiling: QualityRule = ({ technology, download, upload }, { technologyCeilingMbps }) => {
  if (technology === undefined) return undefined;
  const fastestMbps = Math.max(download?.rateMbps ?? 0, upload?.rateMbps ?? 0);
  return fastestMbps > technologyCeilingMbps[technology]
    ? { reason: 'technology-ceiling', detail: `${fastestMbps} Mbit/s on ${technology}` }
    : undefined;
};

/** Neither direction came to an end, and nobody stopped it: the failure is data of its own indicator, never a rate. */
export const failed: QualityRule = (facts) =>
  isComplete(facts.download) || isComplete(facts.upload) || isStopped(facts)
    ? undefined
    : { reason: 'failed', detail: 'no direction was measured' };

/** Stopped by a person or the page before either direction came to an end. */
export const aborted: QualityRule = (facts) =>
  !isComplete(facts.download) && !isComplete(facts.upload) && isStopped(facts)
    ? { reason: 'aborted', detail: 'stopped before a direction was measured' }
    : undefined;

/** Another project's program measured by another method; its figures are an indicator of their own. */
export const foreignClient: QualityRule = ({ isForeignClient }) =>
  isForeignClient ? { reason: 'foreign-client', detail: "another project's client" } : undefined;

/** The device, a hidden page or a late timer held the rate down: a lower bound is no measurement of the network. */
export const deviceLimited: QualityRule = ({ download, upload, hiddenMs, eventLoopLagMs }, settings) => {
  if (download?.isDeviceLimited || upload?.isDeviceLimited) {
    return { reason: 'device-limited', detail: 'a direction was held down by the device' };
  }
  if (hiddenMs !== undefined && hiddenMs > settings.mostHiddenMs) {
    return { reason: 'device-limited', detail: `page hidden for ${hiddenMs} ms` };
  }
  return eventLoopLagMs !== undefined && eventLoopLagMs > settings.mostEventLoopLagMs
    ? { reason: 'device-limited', detail: `timer late by ${eventLoopLagMs} ms` }
    : undefined;
};

/** No ticket of the hub where one is required: nobody bounded how often this point was asked. */
export const ticketless: QualityRule = ({ hasTicket, isTicketRequired }) =>
  isTicketRequired && !hasTicket ? { reason: 'ticketless', detail: 'no ticket of the hub' } : undefined;

function isComplete(direction: DirectionFacts | undefined): boolean {
  return direction !== undefined && !direction.wasAborted && direction.rateMbps > 0;
}

function isStopped({ wasAborted, download, upload }: MeasurementFacts): boolean {
  return wasAborted || download?.wasAborted === true || upload?.wasAborted === true;
}

function wrongNumber(numbers: Readonly<Record<string, number | undefined>>): string | undefined {
  const wrong = Object.entries(numbers).find(([, x]) => x !== undefined && !(Number.isFinite(x) && x >= 0));
  return wrong === undefined ? undefined : `${wrong[0]} is ${wrong[1]}`;
}

function wrongDirection(name: string, direction: DirectionFacts | undefined): string | undefined {
  if (direction === undefined) return undefined;
  const { rateMbps, rateLowMbps, rateHighMbps, sizeBytes, durationMs } = direction;
  const number = wrongNumber({ rateMbps, rateLowMbps, rateHighMbps, sizeBytes, durationMs });
  if (number !== undefined) return `${name}: ${number}`;
  const countedBytes = rateMbps * durationMs * 125;
  if (countedBytes > sizeBytes * COUNTED_BYTES_ROOM)
    return `${name}: ${countedBytes} bytes counted of ${sizeBytes} moved`;
  const pair =
    wrongPair('rateLowMbps above rateMbps', rateLowMbps, rateMbps) ??
    wrongPair('rateMbps above rateHighMbps', rateMbps, rateHighMbps);
  return pair === undefined ? undefined : `${name}: ${pair}`;
}

function wrongPair(what: string, low: number | undefined, high: number | undefined): string | undefined {
  return low !== undefined && high !== undefined && low > high ? what : undefined;
}

function wrongPosition({ position }: MeasurementFacts): string | undefined {
  if (position === undefined) return undefined;
  const { latitude, longitude } = position;
  if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) return `no such place: ${latitude}, ${longitude}`;
  return latitude === 0 && longitude === 0 ? 'position is 0, 0' : undefined;
}
