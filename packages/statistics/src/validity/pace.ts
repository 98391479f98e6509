// Rules on how often: a device that measures on and on, and many installs of one origin in step.
import type { ValidityReason } from '@i-speed/spec';
import type { EarlierMeasurement, Finding, MeasurementFacts, SameOrigin } from './facts.ts';
import { CERTAIN } from './score.ts';
import type { ValiditySettings } from './settings.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Turns that people take one after another, a class with its teacher, follow each other faster than this. */
const TURN_MS = 2 * 60_000;

/**
 * More measurements within an hour or a day than a person makes, or, pressed by hand, at clockwork gaps within a day (once every
 * noon is a habit). The automatic mode is regular by design and judged by the hour and day alone. `earlier` arrived before, whenever it was
 * started: what a device kept and hands in backwards is no slower for it.
 */
export function scriptedPace(
  facts: MeasurementFacts,
  earlier: readonly EarlierMeasurement[],
  settings: ValiditySettings,
): Finding<ValidityReason> | undefined {
  const { startedAtMs, trigger } = facts;
  const others = earlier.filter((one) => Math.abs(startedAtMs - one.startedAtMs) < DAY_MS);
  const starts = others.map((one) => one.startedAtMs);
  const found = (detail: string) => ({ reason: 'scripted-pace', detail, logOdds: CERTAIN }) as const;
  const { mostPerHour, mostPerDay } = settings;
  const inHour = mostWithin(HOUR_MS, startedAtMs, starts, mostPerHour);
  if (inHour > mostPerHour) return found(`${inHour} measurements in an hour`);
  const inDay = mostWithin(DAY_MS, startedAtMs, starts, mostPerDay);
  if (inDay > mostPerDay) return found(`${inDay} measurements in a day`);
  if (trigger !== 'manual') return undefined;
  const pressed = others.filter((one) => one.trigger === 'manual');
  const variations = trainsWith(startedAtMs, pressed, settings.regularGaps)
    .filter((train) => spanOf(train) < DAY_MS)
    .flatMap((train) => gapVariation(train.map((one) => one.startedAtMs)) ?? []);
  const variation = Math.min(...variations);
  return variation < settings.regularVariation
    ? found(`gaps between measurements vary by ${(100 * variation).toFixed(1)} %`)
    : undefined;
}

/**
 * Several installs behind one network prefix and of one device model measure in step within a day. People come at random, their gaps vary by
 * 100 %; a script that changes its install between runs keeps time, or starts all at once. People who take turns (a class) keep time as well,
 * but never as evenly as a clock. A shared address alone (school, carrier-grade NAT) is no reason.
 */
export function sharedDeviceBurst(
  { startedAtMs }: MeasurementFacts,
  sameOrigin: readonly SameOrigin[],
  settings: ValiditySettings,
): Finding<ValidityReason> | undefined {
  for (const train of trainsWith(startedAtMs, sameOrigin, settings.sharedGaps)) {
    if (spanOf(train) >= DAY_MS) continue;
    const installs = new Set(train.flatMap(({ device }) => device ?? [])).size;
    const limit = spanOf(train) < settings.sharedGaps * TURN_MS ? settings.turnVariation : settings.sharedVariation;
    // No gap at all: all at the same millisecond.
    const variation = gapVariation(train.map((one) => one.startedAtMs)) ?? 0;
    if (installs < settings.sharedInstalls || variation >= limit) continue;
    const detail = `${installs} installs of one model behind one prefix at gaps that vary by ${(100 * variation).toFixed(0)} %`;
    return { reason: 'shared-device-burst', detail, logOdds: CERTAIN };
  }
  return undefined;
}

/** The most starts, this one among them, in any span of the length that this one lies in; the first answer above `enough` will do. */
function mostWithin(spanMs: number, startedAtMs: number, others: readonly number[], enough: number): number {
  const before = others.filter((ms) => ms <= startedAtMs && startedAtMs - ms < spanMs);
  const after = others.filter((ms) => ms > startedAtMs && ms - startedAtMs < spanMs);
  const onOneSide = 1 + Math.max(before.length, after.length);
  if (onOneSide > enough) return onOneSide;
  const from = (fromMs: number) => [...before, ...after].filter((ms) => ms >= fromMs && ms - fromMs < spanMs).length;
  return Math.max(onOneSide, ...before.map((fromMs) => 1 + from(fromMs)));
}

type Start = { readonly startedAtMs: number; readonly device?: string };

/** Every run of `gaps` + 1 neighbouring starts that this one is part of, each in rising order; none where there are too few. */
function trainsWith(startedAtMs: number, others: readonly Start[], gaps: number): Start[][] {
  const own: Start = { startedAtMs };
  const all = [...others, own].sort((a, b) => a.startedAtMs - b.startedAtMs);
  const at = all.indexOf(own);
  const firsts = Array.from({ length: gaps + 1 }, (_, i) => at - i);
  return firsts.filter((i) => i >= 0 && i + gaps < all.length).map((i) => all.slice(i, i + gaps + 1));
}

function spanOf(train: readonly Start[]): number {
  return (train.at(-1)?.startedAtMs ?? 0) - (train[0]?.startedAtMs ?? 0);
}

/** Coefficient of variation (standard deviation over mean) of the gaps between starts in rising order; absent for fewer than two gaps or none above 0. */
export function gapVariation(risingStartsMs: readonly number[]): number | undefined {
  const gaps = risingStartsMs.slice(1).map((startMs, i) => startMs - (risingStartsMs[i] ?? startMs));
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
  if (gaps.length < 2 || !(mean > 0)) return undefined;
  const squares = gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0);
  return Math.sqrt(squares / (gaps.length - 1)) / mean;
}
