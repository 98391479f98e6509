// How much data a measurement may move: hard caps of the profile, and what the link's own rate makes reasonable.
import type { Direction, Profile } from '@i-speed/spec';

/** Hard bounds in payload bytes; a measurement stays under them whatever the link does. */
export type Caps = Readonly<Record<Direction, number>>;

/**
 * Standard never exceeds 250 MB a direction, which is 2 s at 1 Gbit/s, a fifth of a ten-second flood; up to there the budgets in
 * seconds of the link's own rate are the tighter bound, and beyond it windows stay long enough to be compared with the point's.
 * Light is 9 MB in all and automatic 2 MB in all; downloads get the larger part, as links are faster that way.
 */
const CAPS: Readonly<Record<Profile, Caps>> = {
  standard: { download: 250e6, upload: 250e6 },
  light: { download: 6e6, upload: 3e6 },
  auto: { download: 1.4e6, upload: 0.6e6 },
};

/**
 * Budget of a direction in time of the link's rate, everything counted (ramp, window, drain). A steady link gets at most 1.6 s,
 * so that a direction stays under 20 % of a ten-second flood (ndt7) with the ramp that flood also has; a link whose pulses
 * disagree gets at most 4.9 s, under half of the flood.
 */
export const STEADY_MS = 1_600;
const VARIABLE_MS = 4_900;

/** Hard caps of a profile, further bounded by what the point grants for both directions together. */
export function capsOf(profile: Profile, pointMaxBytes?: number): Caps {
  const caps = CAPS[profile];
  const sum = caps.download + caps.upload;
  if (pointMaxBytes === undefined || pointMaxBytes >= sum) return caps;
  const share = pointMaxBytes / sum;
  return { download: Math.floor(caps.download * share), upload: Math.floor(caps.upload * share) };
}

/** Bytes a direction may use in all: `capBytes`, or less once its rate is known (10^6 bit/s). */
export function budgetBytes(capBytes: number, rateMbps: number | undefined, variable: boolean): number {
  if (rateMbps === undefined) return capBytes;
  return Math.min(capBytes, bytesInMs(rateMbps, variable ? VARIABLE_MS : STEADY_MS));
}

/** Bytes that a rate carries in a time. */
export function bytesInMs(rateMbps: number, ms: number): number {
  return (rateMbps * 1000 * ms) / 8;
}
