// One direction's part of the record, on the measurement's own clock.
import type { Direction, DirectionResult, LimitedBy, PulseSummary } from '@i-speed/spec';
import { consistencyRatio } from '../estimate/consistency.ts';
import type { Estimate } from '../estimate/rate.ts';
import { findLimit } from '../limit/limit.ts';
import type { LoopWatch } from '../limit/loop.ts';
import type { DirectionOutcome } from '../phase/pulses.ts';
import type { ReceiptView } from '../phase/receipt.ts';
import type { PulseRecord } from '../pulse/pulse.ts';
import { toMicroseconds, toSixDigits } from '../round.ts';
import { firstMs } from '../sample/series.ts';

/** The record keeps at most one entry each 50 ms and 2,000 in all (spec). */
const SERIES_STEP_MS = 50;
const SERIES_LIMIT = 2_000;

export type DirectionInput = {
  direction: Direction;
  outcome: DirectionOutcome;
  sinceStartMs: (nowMs: number) => number;
  loop: LoopWatch;
  receipt: ReceiptView;
};

/** The direction's result; absent when no rate could be made. */
export function directionResult(input: DirectionInput): DirectionResult | undefined {
  const { outcome, sinceStartMs } = input;
  const { estimate, counted, records, stop } = outcome;
  if (estimate === undefined || stop === undefined) return undefined;
  const consistency = consistencyRatio(counted, estimate.rateMbps);
  const limitedBy = limitOf(input);
  const resent = input.direction === 'download' ? resentRatio(input.receipt.tcp) : undefined;
  return {
    rateMbps: toSixDigits(estimate.rateMbps),
    ...intervalOf(estimate, counted),
    bytes: outcome.usedBytes,
    durationMs: toMicroseconds(estimate.durationMs),
    rampMs: toMicroseconds(rampOf(records)),
    stop,
    ...(limitedBy === undefined ? {} : { limitedBy }),
    ...(consistency === undefined ? {} : { consistencyRatio: toSixDigits(consistency) }),
    ...(resent === undefined ? {} : { resentRatio: toSixDigits(resent) }),
    pulses: counted.map(
      ({ record, window }): PulseSummary => ({
        startMs: toMicroseconds(sinceStartMs(window.fromMs)),
        durationMs: toMicroseconds(window.toMs - window.fromMs),
        bytes: window.bytes,
        connections: record.connections,
      }),
    ),
    series: joinSeries(records, sinceStartMs),
  };
}

/** A pipe that was never full says "at least", which is no interval. */
function intervalOf(
  { lowMbps, highMbps }: Estimate,
  counted: DirectionOutcome['counted'],
): Pick<DirectionResult, 'rateLowMbps' | 'rateHighMbps'> {
  if (lowMbps === undefined || highMbps === undefined || !counted.some((pulse) => pulse.filled)) return {};
  return { rateLowMbps: toSixDigits(lowMbps), rateHighMbps: toSixDigits(highMbps) };
}

/** Time from the first pulse's first byte until the pipe was full, or until the pulse ended where it never was. */
function rampOf(records: readonly PulseRecord[]): number {
  const first = records[0];
  const beganMs = first === undefined ? undefined : firstMs(first.series);
  if (first === undefined || beganMs === undefined) return 0;
  return Math.max(0, (first.full?.fullAtMs ?? first.stoppedMs) - beganMs);
}

function limitOf({ direction, outcome, loop, receipt }: DirectionInput): LimitedBy | undefined {
  const windows = outcome.counted.map((pulse) => pulse.window);
  return findLimit({
    direction,
    filled: outcome.counted.some((pulse) => pulse.filled),
    rough: outcome.counted.length > 0 && outcome.counted.every(({ record }) => record.isRough),
    capped: outcome.records.some((record) => record.end === 'capped'),
    busyRatio: meanOf(windows.map((window) => loop.busyRatio(window.fromMs, window.toMs))),
    latenessMs: meanOf(windows.map((window) => loop.latenessMs(window.fromMs, window.toMs))),
    tcp: receipt.tcp,
    pointLagMs: receipt.eventLoopLagMs,
  });
}

/** Share of all bytes that the point's TCP sent again; absent where its kernel does not tell. */
export function resentRatio(tcp: ReceiptView['tcp']): number | undefined {
  const sentBytes = tcp?.reduce((sum, each) => sum + each.bytesSent, 0) ?? 0;
  const resentBytes = tcp?.reduce((sum, each) => sum + each.bytesRetransmitted, 0) ?? 0;
  return sentBytes > 0 ? Math.min(1, resentBytes / sentBytes) : undefined;
}

/** Mean of what is known; absent when nothing is. */
function meanOf(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length === 0 ? undefined : known.reduce((sum, value) => sum + value, 0) / known.length;
}

/** All pulses' arrivals as one rising series of [ms after start, bytes of this direction so far]. */
export function joinSeries(
  records: readonly PulseRecord[],
  sinceStartMs: (nowMs: number) => number,
): [number, number][] {
  const joined: [number, number][] = [];
  let before = 0;
  for (const { series } of records) {
    const last = series.tMs.length - 1;
    series.tMs.forEach((atMs, index) => {
      const entry: [number, number] = [toMicroseconds(sinceStartMs(atMs)), before + (series.bytes[index] ?? 0)];
      const previous = joined.at(-1);
      // The last arrival of a pulse always stays: it bounds what came.
      if (previous === undefined || entry[0] - previous[0] >= SERIES_STEP_MS) joined.push(entry);
      else if (index === last) joined[joined.length - 1] = entry;
    });
    before += series.bytes[last] ?? 0;
  }
  return joined.slice(0, SERIES_LIMIT);
}
