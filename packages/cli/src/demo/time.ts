// The simulated time: how many months, how many measurements each, and what happened when.
import { DAY_MS, HOUR_MS } from '@i-speed/spec';
import { type Random, weightedDraw } from './random.ts';

export type SimulatedTime = {
  fromMs: number;
  toMs: number;
  /** Starts of all measurements in rising order. */
  starts: Float64Array;
  /** True in the month in which a cable abroad was broken. */
  isCableBroken(atMs: number): boolean;
  /** Days since the beginning over all days, 0 to 1. */
  growth(atMs: number): number;
};

const MONTHS = 18;
/** People measure more in the evening; one weight an hour of the local day. */
const HOURS = [3, 2, 1, 1, 1, 2, 4, 7, 9, 10, 9, 8, 8, 7, 8, 8, 8, 9, 10, 12, 14, 14, 10, 6];
const BUSY_HOURS = [19, 20, 21, 22];
/** In the last month so many times as many measurements as in the first. */
const GROWTH = 16;
const CABLE_MONTHS_AGO = 5;
const drawHour = weightedDraw(HOURS);

/**
 * Eighteen months up to `nowMs`, longer where they would not reach the last change of areas (`changeMs`) by three months. `total`
 * measurements lie in it, more each month.
 */
export function simulateTime(
  { nowMs, changeMs, offsetMs, total }: { nowMs: number; changeMs: number; offsetMs: number; total: number },
  random: Random,
): SimulatedTime {
  const fromMs = Math.min(monthsBefore(nowMs, MONTHS), monthsBefore(changeMs, 3));
  const cable = [monthsBefore(nowMs, CABLE_MONTHS_AGO), monthsBefore(nowMs, CABLE_MONTHS_AGO - 1)] as const;
  const growth = (atMs: number) => (atMs - fromMs) / (nowMs - fromMs);
  const days = Math.ceil((nowMs - fromMs) / DAY_MS);
  const weights = Array.from({ length: days }, (_, day) => GROWTH ** (day / days) * (0.85 + 0.3 * random.next()));
  const sum = weights.reduce((all, weight) => all + weight, 0);
  const starts: number[] = [];
  for (const [day, weight] of weights.entries()) {
    const n = Math.floor((total * weight) / sum + random.next());
    const midnightMs = Math.floor((fromMs + day * DAY_MS + offsetMs) / DAY_MS) * DAY_MS - offsetMs;
    for (let i = 0; i < n; i += 1)
      starts.push(Math.floor(midnightMs + drawHour(random) * HOUR_MS + random.next() * HOUR_MS));
  }
  const kept = Float64Array.from(starts.filter((atMs) => atMs >= fromMs && atMs < nowMs - 60_000)).sort();
  return { fromMs, toMs: nowMs, starts: kept, growth, isCableBroken: (atMs) => atMs >= cable[0] && atMs < cable[1] };
}

/** True in the hours in which networks are fullest. */
export function isBusyHour(atMs: number, offsetMs: number): boolean {
  return BUSY_HOURS.includes(Math.floor((atMs + offsetMs) / HOUR_MS) % 24);
}

/** The first of the month that lies so many months before, UTC. */
function monthsBefore(atMs: number, months: number): number {
  const date = new Date(atMs);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - months, 1);
}

/** What the zone's clocks are ahead of UTC at an instant. */
export function zoneOffsetMs(timeZone: string, atMs: number): number {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone, timeZoneName: 'longOffset' }).formatToParts(atMs);
  const [, sign = '+', hours = '0', minutes = '0'] =
    /GMT([+-])(\d+):(\d+)/.exec(parts.find(({ type }) => type === 'timeZoneName')?.value ?? '') ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}
