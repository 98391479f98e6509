// Rules on where a measurement says it was made: against the network, against light, against the device's own past.
import type { ValidityReason } from '@i-speed/spec';
import { dayOf } from '../period/calendar.ts';
import type { EarlierMeasurement, Finding, MeasurementFacts, PositionFacts } from './facts.ts';
import { CERTAIN } from './score.ts';
import type { ValiditySettings } from './settings.ts';

const EARTH_RADIUS_KM = 6_371.0088;
/** Two points nearer than this may be one journey's noise; coordinates of phones stray. */
const LEAST_JUMP_KM = 2;

/**
 * Position and network contradict each other: one in the country and the other not, or the point saw a round trip shorter than light in
 * fibre needs to the place and back (accuracy of the position allowed for). Only for positions that the device itself found.
 */
export function positionContradictsNetwork(
  facts: MeasurementFacts,
  settings: ValiditySettings,
): Finding<ValidityReason> | undefined {
  const { position, isPositionInCountry, networkCountry, pointDistanceKm, receipt } = facts;
  if (position?.source !== 'gps') return undefined;
  const isNetworkInCountry = networkCountry === undefined ? undefined : networkCountry === settings.homeCountry;
  if (
    isPositionInCountry !== undefined &&
    isNetworkInCountry !== undefined &&
    isPositionInCountry !== isNetworkInCountry
  ) {
    const detail = `position ${isPositionInCountry ? 'inside' : 'outside'} the country, address of ${networkCountry}`;
    return { reason: 'position-contradicts-network', detail, logOdds: CERTAIN };
  }
  const minRttMs = receipt.state === 'valid' ? receipt.minRttMs : undefined;
  if (minRttMs === undefined || pointDistanceKm === undefined) return undefined;
  const nearestKm = Math.max(0, pointDistanceKm - (position.accuracyM ?? 0) / 1000);
  const leastRttMs = (2 * nearestKm) / settings.fibreKmPerMs;
  return minRttMs < leastRttMs
    ? {
        reason: 'position-contradicts-network',
        detail: `round trip of ${minRttMs} ms where light needs ${leastRttMs.toFixed(1)} ms`,
        logOdds: CERTAIN,
      }
    : undefined;
}

/**
 * The device gave exactly this position (1e-5 degree, about a metre, and the same accuracy) on many days: real fixes stray. Weighs 2 at the
 * threshold of days and half a point more for each further day, up to 6.
 */
export function repeatedPosition(
  facts: MeasurementFacts,
  earlier: readonly EarlierMeasurement[],
  { timeZone, repeatedPositionDays }: ValiditySettings,
): Finding<ValidityReason> | undefined {
  const here = facts.position;
  if (here?.source !== 'gps') return undefined;
  const days = new Set([dayOf(facts.startedAtMs, timeZone)]);
  for (const { position, startedAtMs } of earlier) {
    if (position?.source === 'gps' && isSameFix(position, here)) days.add(dayOf(startedAtMs, timeZone));
  }
  if (days.size < repeatedPositionDays) return undefined;
  const logOdds = Math.min(6, 2 + 0.5 * (days.size - repeatedPositionDays));
  return { reason: 'repeated-position', detail: `the very same position on ${days.size} days`, logOdds };
}

/**
 * The way from the device's last position, or on to its next where that arrived before, would have needed more than ground speed (weighs 2) or
 * more than an airliner's (certain). Both accuracies are taken off the way.
 */
export function impliedSpeed(
  facts: MeasurementFacts,
  earlier: readonly EarlierMeasurement[],
  { groundSpeedKmh, airSpeedKmh }: ValiditySettings,
): Finding<ValidityReason> | undefined {
  const here = facts.position;
  if (here?.source !== 'gps') return undefined;
  const ways = nearestFixes(facts.startedAtMs, earlier).flatMap(({ name, fix }) => {
    const strayKm = ((here.accuracyM ?? 0) + (fix.position.accuracyM ?? 0)) / 1000;
    const wayKm = distanceKm(here, fix.position) - strayKm;
    const hours = Math.abs(facts.startedAtMs - fix.startedAtMs) / 3_600_000;
    return wayKm < LEAST_JUMP_KM ? [] : [{ name, wayKm, speedKmh: wayKm / Math.max(hours, 1e-6) }];
  });
  const [fastest] = ways.sort((a, b) => b.speedKmh - a.speedKmh);
  if (fastest === undefined || fastest.speedKmh <= groundSpeedKmh) return undefined;
  const { name, wayKm, speedKmh } = fastest;
  const detail = `${wayKm.toFixed(1)} km from the ${name} position at ${speedKmh.toFixed(0)} km/h`;
  return { reason: 'implied-speed', detail, logOdds: speedKmh > airSpeedKmh ? CERTAIN : 2 };
}

/** Great-circle distance between two positions (haversine, mean Earth radius). */
export function distanceKm(
  a: { readonly latitude: number; readonly longitude: number },
  b: { readonly latitude: number; readonly longitude: number },
): number {
  const radians = Math.PI / 180;
  const half = (degrees: number) => Math.sin((degrees * radians) / 2) ** 2;
  const chord =
    half(b.latitude - a.latitude) +
    Math.cos(a.latitude * radians) * Math.cos(b.latitude * radians) * half(b.longitude - a.longitude);
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(chord)));
}

/** An earlier accuracy comes back from a column of four bytes. */
function isSameFix(a: PositionFacts, b: PositionFacts): boolean {
  const same = (x: number, y: number) => Math.abs(x - y) < 0.5e-5;
  const kept = (accuracyM?: number) => (accuracyM === undefined ? undefined : Math.fround(accuracyM));
  return same(a.latitude, b.latitude) && same(a.longitude, b.longitude) && kept(a.accuracyM) === kept(b.accuracyM);
}

interface Fix {
  readonly startedAtMs: number;
  readonly position: PositionFacts;
}

/** The device's last fix up to an instant and its first one after. */
function nearestFixes(atMs: number, earlier: readonly EarlierMeasurement[]) {
  let last: Fix | undefined;
  let next: Fix | undefined;
  for (const { startedAtMs, position } of earlier) {
    if (position?.source !== 'gps') continue;
    if (startedAtMs > atMs) {
      if (next === undefined || startedAtMs < next.startedAtMs) next = { startedAtMs, position };
    } else if (last === undefined || startedAtMs >= last.startedAtMs) last = { startedAtMs, position };
  }
  return [
    { name: 'last', fix: last },
    { name: 'next', fix: next },
  ].flatMap(({ name, fix }) => (fix === undefined ? [] : [{ name, fix }]));
}
