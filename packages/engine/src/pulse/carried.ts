// Takes what the point tells of a pulse's segments, for a download after it and for an upload while it runs.
import type { CarriedSample } from '@i-speed/spec';
import type { Counts } from '../control/connection.ts';
import { settledWithin } from '../platform/sleep.ts';
import { carriedSeries, segmentBytesOf } from '../sample/carried.ts';
import { bytesBy, type Sampler, type Series } from '../sample/series.ts';
import type { PulseTools } from './pulse.ts';

/** The point's last counts of a download come about a round trip after its last byte, later only where they were lost themselves. */
const LAST_COUNTS_MS = 500;
export type CarriedLog = {
  /** By what is known now: TCP may hold some of it back. Absent while nothing is. */
  live(): Series | undefined;
  /** By all of it, waiting for the last, but not long. */
  all(stop: AbortSignal): Promise<Series | undefined>;
};

/** Collects what the point tells of one download, whose arrivals stand in `arrived`. */
export function collectCarried({ control, minRttMs }: PulseTools, pulse: number, arrived: Series): CarriedLog {
  const samples: CarriedSample[] = [];
  const ended = Promise.withResolvers<void>();
  let segmentBytes = 0;
  let live: Series | undefined;
  const aheadMs = () => (control.clock.offsetMs() ?? 0) + minRttMs / 2;
  const quiet = control.onCounts((counts) => {
    if (counts.direction !== 'download' || counts.pulse !== pulse) return;
    for (const sample of counts.carried ?? []) {
      samples.push(sample);
      // What is held back lowers the mean, so that the highest is the right one.
      segmentBytes = Math.max(segmentBytes, segmentBytesOf(bytesBy(arrived, sample[0] - aheadMs()), sample[1]));
    }
    live = carriedSeries(samples, segmentBytes, aheadMs());
    if (counts.ended) ended.resolve();
  });
  return {
    live: () => live,
    async all(stop) {
      const isWhole = await settledWithin(ended.promise, LAST_COUNTS_MS, stop);
      quiet();
      const bytes = arrived.bytes.at(-1) ?? 0;
      return isWhole ? carriedSeries(samples, segmentBytesOf(bytes, samples.at(-1)?.[1] ?? 0), aheadMs()) : undefined;
    },
  };
}

/** Notes what the message says to have crossed the link: what was read, and what TCP holds back besides. */
export function noteArrived(into: Sampler, counts: Counts, offsetMs: number, segmentBytes: number): void {
  const read = counts.samples.map(([clockMs, bytes]) => ({ clockMs, bytes }));
  const crossed = (counts.carried ?? []).map(([clockMs, segments]) => ({
    clockMs,
    bytes: Math.round(segments * segmentBytes),
  }));
  for (const { clockMs, bytes } of [...read, ...crossed].sort((a, b) => a.clockMs - b.clockMs))
    into.reach(clockMs - offsetMs, bytes);
}
