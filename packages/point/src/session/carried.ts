// How many TCP segments of a pulse have crossed the link by when, also those that wait behind a lost one (protocol 4.6).
import type { CarriedSample } from '@i-speed/spec';
import type { SegmentCount } from '../kernel/tcp-info.ts';

/** What one connection's kernel says now; absent where it does not tell. */
export type SegmentReader = () => SegmentCount | undefined;

export type Carried = {
  /** A connection begins to carry the pulse; what it carried before does not count. */
  join(read: SegmentReader): void;
  leave(read: SegmentReader): void;
  /** Reads all connections; keeps what is new enough, or whatever is new when `isLast`. */
  look(isLast: boolean): void;
  /** All samples so far; empty while TCP has had nothing to repair, so that nothing was held back, and where the kernel does not tell. */
  samples(): readonly CarriedSample[];
};

/** Samples are no denser than this, nor on slow links than the fewest segments in which a rate can be seen. */
const SAMPLE_MS = 10;
const SAMPLE_SEGMENTS = 8;

/** Counts from now on; times are those of `clockMs`. */
export function countCarried(clockMs: () => number): Carried {
  const samples: CarriedSample[] = [];
  const running = new Map<SegmentReader, SegmentCount>();
  const left: SegmentCount = { segments: 0, repairs: 0 };
  let isRepaired = false;
  const add = (to: SegmentCount, read: SegmentReader, before: SegmentCount) => {
    const now = read() ?? before;
    to.segments += Math.max(0, now.segments - before.segments);
    to.repairs += Math.max(0, now.repairs - before.repairs);
  };
  return {
    join(read) {
      const before = read();
      if (before === undefined) return;
      if (samples.length === 0) samples.push([clockMs(), 0]);
      running.set(read, before);
    },
    leave(read) {
      const before = running.get(read);
      if (before !== undefined) add(left, read, before);
      running.delete(read);
    },
    look(isLast) {
      const last = samples.at(-1);
      if (last === undefined) return;
      const atMs = clockMs();
      const all = { ...left };
      for (const [read, before] of running) add(all, read, before);
      isRepaired ||= all.repairs > 0;
      const isNew = atMs - last[0] >= SAMPLE_MS && all.segments - last[1] >= SAMPLE_SEGMENTS;
      if (isNew || (isLast && all.segments > last[1])) samples.push([atMs, all.segments]);
    },
    samples: () => (isRepaired ? samples : []),
  };
}
