// Rules on how often: a device that measures on and on, and many installs of one origin in step.
import type { ValidityReason } from '@i-speed/spec';
import type { EarlierMeasurement, Finding, MeasurementFacts, SameOrigin } from './facts.ts';
import { CERTAIN } from './score.ts';
import type { ValiditySettings } from './settings.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/**
 * More measurements in the hour or the day before than a person makes, or, pressed by hand, at clockwork gaps within a day (once every
 * noon is a habit). The automatic mode is regular by design and judged by the hour and day alone.
 */
export function scriptedPace(
  facts: MeasurementFacts,
  earlier: readonly EarlierMeasurement[],
  settings: ValiditySettings,
): Finding<ValidityReason> | undefined {
  const { startedAtMs, trigger } = facts;
  const past = earlier.filter((one) => one.startedAtMs <= startedAtMs && startedAtMs - one.startedAtMs < DAY_MS);
  const within = (spanMs: number) => 1 + past.filter((one) => startedAtMs - one.startedAtMs < spanMs).length;
  const found = (detail: string) => ({ reason: 'scripted-pace', detail, logOdds: CERTAIN }) as const;
  if (within(HOUR_MS) > settings.mostPerHour) return found(`${within(HOUR_MS)} measurements in an hour`);
  if (within(DAY_MS) > settings.mostPerDay) return found(`${within(DAY_MS)} measurements in a day`);
  if (trigger !== 'manual') return undefined;
  const pressed = past.filter((one) => one.trigger === 'manual').map((one) => one.startedAtMs);
  const starts = [...pressed, startedAtMs].sort((a, b) => a - b).slice(-settings.regularGaps - 1);
  const variation = starts.length > settings.regularGaps ? gapVariation(starts) : undefined;
  return variation !== undefined && variation < settings.regularVariation
    ? found(`gaps between measurements vary by ${(100 * variation).toFixed(1)} %`)
    : undefined;
}

/**
 * Several installs behind one network prefix and of one device model measure in step within a day. People come at random, their gaps vary by
 * 100 %; a script that changes its install between runs keeps time. A shared address alone (school, carrier-grade NAT) is no reason.
 */
export function sharedDeviceBurst(
  facts: MeasurementFacts,
  sameOrigin: readonly SameOrigin[],
  settings: ValiditySettings,
): Finding<ValidityReason> | undefined {
  const day = sameOrigin.filter(({ startedAtMs }) => {
    return startedAtMs <= facts.startedAtMs && facts.startedAtMs - startedAtMs < DAY_MS;
  });
  const starts = [...day.map(({ startedAtMs }) => startedAtMs), facts.startedAtMs].sort((a, b) => a - b);
  const recent = starts.slice(-settings.sharedGaps - 1);
  const [first] = recent;
  if (first === undefined || recent.length <= settings.sharedGaps) return undefined;
  const installs = new Set(day.filter(({ startedAtMs }) => startedAtMs >= first).map(({ device }) => device)).size;
  const variation = gapVariation(recent);
  if (installs < settings.sharedInstalls || variation === undefined || variation >= settings.sharedVariation)
    return undefined;
  const detail = `${installs} installs of one model behind one prefix at gaps that vary by ${(100 * variation).toFixed(0)} %`;
  return { reason: 'shared-device-burst', detail, logOdds: CERTAIN };
}

/** Coefficient of variation (standard deviation over mean) of the gaps between starts in rising order; absent for fewer than two gaps or none above 0. */
export function gapVariation(risingStartsMs: readonly number[]): number | undefined {
  const gaps = risingStartsMs.slice(1).map((startMs, i) => startMs - (risingStartsMs[i] ?? startMs));
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
  if (gaps.length < 2 || !(mean > 0)) return undefined;
  const squares = gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0);
  return Math.sqrt(squares / (gaps.length - 1)) / mean;
}
