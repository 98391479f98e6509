// One direction of another project's test as the point counts it: payload, and the time in which a request was open.
const SERIES_MS = 50;
/** The record holds at most so many samples; a long test keeps its first ones. */
const SERIES_LIMIT = 2_000;

export type Flow = {
  readonly bytes: number;
  /** Time in which at least one request moved payload, up to its last byte; requests at the same time count once. */
  busyMs(): number;
  /** [ms since the run's start, payload bytes so far]. */
  series(): [number, number][];
  /** A request of this direction begins; call the result once when it is over. */
  open(): () => void;
  count(sizeBytes: number): void;
};

/** A flow whose clock is `clockMs`, ms since the run's start. */
export function openFlow(clockMs: () => number): Flow {
  const samples: [number, number][] = [];
  let bytes = 0;
  let running = 0;
  let sinceMs = 0;
  let lastMs = 0;
  let closedMs = 0;
  return {
    get bytes() {
      return bytes;
    },
    busyMs: () => closedMs + (running > 0 ? Math.max(0, lastMs - sinceMs) : 0),
    series() {
      if (bytes === 0) return [];
      const isLast = samples.at(-1)?.[1] === bytes;
      return isLast || samples.length >= SERIES_LIMIT ? samples : [...samples, [lastMs, bytes]];
    },
    open() {
      if (running === 0) {
        sinceMs = clockMs();
        lastMs = sinceMs;
      }
      running += 1;
      let isOpen = true;
      return () => {
        if (!isOpen) return;
        isOpen = false;
        running -= 1;
        if (running === 0) closedMs += lastMs - sinceMs;
      };
    },
    count(sizeBytes) {
      lastMs = clockMs();
      if (samples.length === 0) samples.push([sinceMs, 0]);
      bytes += sizeBytes;
      if (samples.length < SERIES_LIMIT && lastMs - (samples.at(-1)?.[0] ?? 0) >= SERIES_MS)
        samples.push([lastMs, bytes]);
    },
  };
}
