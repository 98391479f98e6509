// One simulated measurement: what the client would hand in, with the receipt that the point would sign.
import type { DirectionResult, Failure, ReceiptDirection, Submission } from '@i-speed/spec';
import type { SimulatedCommune } from './country.ts';
import type { SimulatedDevice, Technology } from './device.ts';
import type { SimulatedPoint, SimulatedPoints } from './points.ts';
import { openRandom, type Random } from './random.ts';

export type Occasion = {
  /** Makes the id: no two measurements of a country share it. */
  serial: number;
  seed: number;
  startedAtMs: number;
  place: SimulatedCommune;
  device: SimulatedDevice;
  points: SimulatedPoints;
  /** 0 at the beginning of the simulated time, 1 at its end. */
  growth: number;
  isBusyHour: boolean;
  isCableBroken: boolean;
  /** True before the last change of areas. */
  isBeforeChange: boolean;
  edition: string;
};

/** Median download and upload in Mbit/s, idle round trip in milliseconds, and growth over the simulated time. */
const KINDS: Readonly<Record<Technology, readonly [down: number, up: number, rttMs: number, growth: number]>> = {
  '2g': [0.1, 0.05, 300, 0],
  '3g': [4, 1.2, 70, 0],
  '4g': [34, 14, 34, 0.2],
  '5g': [165, 42, 19, 0.35],
  wifi: [96, 82, 9, 0.25],
  ethernet: [142, 128, 4, 0.2],
};
const WINDOW_MS = 1_200;
const ABROAD_SHARE = 0.12;
const SERIES_STEPS = 10;

/** The submission; about 2 in 100 fail in a direction, 1 in 200 has no receipt, as in life. */
export function simulateMeasurement(occasion: Occasion): Submission {
  const { serial, seed, startedAtMs, device, points, place } = occasion;
  const random = openRandom(seed, 'measurement', serial);
  const isMobile = random.next() < device.mobileShare;
  const technology = isMobile ? device.mobileTechnology : device.fixedTechnology;
  const operator = isMobile ? device.mobile : device.fixed;
  const point = choosePoint(points, operator.id, random);
  const isFar = point.kind === 'abroad';
  const isHurt = isFar && occasion.isCableBroken;
  const [down, up, near, growth] = KINDS[technology];
  const factor =
    device.factor *
    operator.factor *
    (1 + growth * occasion.growth) *
    (occasion.isBusyHour ? 0.8 : 1) *
    (isFar ? 0.62 : 1) *
    (isHurt ? 0.3 : 1);
  const rttMs = (near + (isFar ? 42 : 0) + (isHurt ? 95 : 0)) * random.spread(0.2);
  const failed = random.next() < (isHurt ? 0.12 : 0.015);
  const download = failed ? undefined : direction(down * factor * random.spread(0.28), random);
  const upload = failed && random.next() < 0.5 ? undefined : direction(up * factor * random.spread(0.28), random);
  const failures: Failure[] = [
    ...(download === undefined ? [{ code: 'download.stalled' as const, atMs: 4_000 }] : []),
    ...(upload === undefined ? [{ code: 'upload.stalled' as const, atMs: 9_000 }] : []),
  ];
  const lossReceived = 200 - (random.next() < 0.7 ? 0 : random.below(isHurt ? 12 : 3));
  const submission: Submission = {
    id: idOf(startedAtMs, serial),
    startedAt: new Date(startedAtMs).toISOString(),
    durationMs: 9_000 + random.below(3_000),
    trigger: random.next() < device.autoShare ? 'auto' : 'manual',
    profile: 'standard',
    methodVersion: 'demo',
    client: {
      kind: device.kind,
      version: 'demo',
      installId: device.installId,
      deviceModel: device.model,
      os: device.os,
    },
    access: {
      kind: isMobile ? 'mobile' : 'fixed',
      kindFrom: 'user',
      technology,
      technologyFrom: isMobile ? 'platform' : 'user',
    },
    pointId: point.id,
    ...whereOf(occasion, place, random),
    ...(download && { download }),
    ...(upload && { upload }),
    latency: {
      idle: {
        medianMs: round(rttMs),
        minMs: round(rttMs * 0.85),
        jitterMs: round(rttMs * 0.08 * random.spread(0.4)),
        n: 24,
      },
      loadedDown: { medianMs: round(rttMs * (1.5 + random.next() * 2)), n: 30 },
      loadedUp: { medianMs: round(rttMs * (1.7 + random.next() * 3)), n: 30 },
    },
    loss: { sent: 200, received: lossReceived },
    ipv6: { hasAddress: random.next() < (isMobile ? 0.8 : 0.55), reachable: random.next() < (isMobile ? 0.75 : 0.5) },
    failures,
  };
  const network = isMobile ? device.mobileNetwork : device.fixedNetwork;
  return random.next() < 0.005 ? submission : { ...submission, receipt: receiptOf(submission, point, network, points) };
}

function choosePoint(points: SimulatedPoints, operatorId: string, random: Random): SimulatedPoint {
  if (random.next() < ABROAD_SHARE) return random.pick(points.abroad);
  const own = points.home.filter((point) => point.operatorId === operatorId);
  const exchanges = points.home.filter(({ kind }) => kind === 'exchange');
  return random.pick(own.length > 0 && random.next() < 0.7 ? own : exchanges);
}

/** The area as the device told it, in the words of its day; a position too where the person allowed it. */
function whereOf(
  occasion: Occasion,
  { commune, former }: SimulatedCommune,
  random: Random,
): Pick<Submission, 'area' | 'position'> {
  const { device, isBeforeChange, edition } = occasion;
  const named = isBeforeChange ? (former.length > 0 ? random.pick(former) : undefined) : commune;
  const stray = () => 0.0004 * random.normal();
  const { latitude, longitude } = device.home;
  const position = {
    latitude: latitude + stray(),
    longitude: longitude + stray(),
    accuracyM: 8 + random.below(30),
    source: 'gps' as const,
  };
  return {
    ...(named && {
      area: {
        provinceCode: named.provinceCode,
        communeCode: named.code,
        edition,
        source: device.tellsPosition ? ('gps' as const) : ('chosen' as const),
      },
    }),
    ...(device.tellsPosition && { position }),
  };
}

/** A direction of this rate, with a ramp of 300 ms before it. */
function direction(mbps: number, random: Random): DirectionResult {
  const rateMbps = round(Math.max(0.05, mbps));
  const half = 0.02 + 0.06 * random.next();
  const rampMs = 300;
  const bytes = Math.ceil(rateMbps * 125 * (WINDOW_MS + rampMs) * 1.01);
  const series = Array.from({ length: SERIES_STEPS }, (_, i): [number, number] => {
    const part = i / (SERIES_STEPS - 1);
    return [Math.round(1_000 + part * (WINDOW_MS + rampMs)), Math.round(bytes * part ** 1.15)];
  });
  return {
    rateMbps,
    rateLowMbps: round(rateMbps * (1 - half)),
    rateHighMbps: round(rateMbps * (1 + half)),
    bytes,
    durationMs: WINDOW_MS,
    rampMs,
    stop: 'converged',
    limitedBy: 'network',
    pulses: [],
    series,
  };
}

function receiptOf(submission: Submission, { id }: SimulatedPoint, network: string, points: SimulatedPoints): string {
  const seen = (found: DirectionResult | undefined): ReceiptDirection | undefined =>
    found && { bytes: found.bytes, durationMs: WINDOW_MS + 300, rateMbps: found.rateMbps };
  const download = seen(submission.download);
  const upload = seen(submission.upload);
  return points.sign({
    iss: id,
    jti: submission.id,
    iat: Math.floor(Date.parse(submission.startedAt) / 1000),
    protocol: 1,
    clientKind: submission.client.kind,
    startedAt: submission.startedAt,
    durationMs: submission.durationMs,
    family: 4,
    clientPrefix: `${network}.0/24`,
    ticketed: true,
    ...(download && { download }),
    ...(upload && { upload }),
    eventLoopLagMs: 1,
  });
}

/** UUIDv7 of the instant and the serial number. */
function idOf(atMs: number, serial: number): string {
  const time = atMs.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${serial.toString(16).padStart(12, '0')}`;
}

function round(value: number): number {
  return Number(value.toPrecision(4));
}
