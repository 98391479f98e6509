// A byte series: how many payload bytes had arrived by when, the raw observation from which every figure is made.

/**
 * Arrivals of one pulse, cumulated. `tMs[i]` is the instant (one clock, ms) at which `bytes[i]` payload bytes in all had
 * arrived; both rise. The first entry is the first arrival, whose own bytes took an unknown time to come: a rate is always
 * counted from one arrival to a later one.
 */
export type Series = { readonly tMs: readonly number[]; readonly bytes: readonly number[] };

/** A stretch of a series from arrival to arrival. */
export type Slice = { fromMs: number; toMs: number; bytes: number };

export type Sampler = {
  /** Notes that `sizeBytes` arrived at `atMs`; instants that run backwards are taken as the latest one seen. */
  add(atMs: number, sizeBytes: number): void;
  /** Notes that `totalBytes` in all had arrived at `atMs`, as the point tells it; totals that do not rise are ignored. */
  reach(atMs: number, totalBytes: number): void;
  /** The series so far; a live view, not a copy. */
  readonly series: Series;
  readonly totalBytes: number;
};

/**
 * Arrivals within this span become one entry, which keeps a 1 Gbit/s pulse under 2,000 entries. The entry bears the time of
 * its last arrival, so that the cumulated count stays exact at every entry.
 */
const MERGE_MS = 1;

/** Collects arrivals into a series. */
export function createSampler(): Sampler {
  const tMs: number[] = [];
  const bytes: number[] = [];
  let total = 0;
  let openedMs = Number.NEGATIVE_INFINITY;
  const put = (atMs: number) => {
    const last = tMs.length - 1;
    const latestMs = last >= 0 ? Math.max(atMs, valueAt(tMs, last)) : atMs;
    // The first arrival stays alone: rates are counted from it, so nothing may be folded into it.
    if (last > 0 && latestMs - openedMs < MERGE_MS) {
      tMs[last] = latestMs;
      bytes[last] = total;
      return;
    }
    if (last === 0 && latestMs === tMs[0]) {
      bytes[0] = total;
      return;
    }
    openedMs = latestMs;
    tMs.push(latestMs);
    bytes.push(total);
  };
  return {
    add(atMs, sizeBytes) {
      if (sizeBytes <= 0) return;
      total += sizeBytes;
      put(atMs);
    },
    reach(atMs, totalBytes) {
      if (totalBytes <= total) return;
      total = totalBytes;
      put(atMs);
    },
    series: { tMs, bytes },
    get totalBytes() {
      return total;
    },
  };
}

/** Index of the last entry at or before `atMs`; -1 when the series begins later. */
export function indexAt(series: Series, atMs: number): number {
  let low = 0;
  let high = series.tMs.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (valueAt(series.tMs, middle) <= atMs) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Index of the first entry at or after `atMs`; the series' length when it ends earlier. */
export function indexFrom(series: Series, atMs: number): number {
  const before = indexAt(series, atMs);
  return before >= 0 && series.tMs[before] === atMs ? before : before + 1;
}

/** Payload bytes that had arrived by `atMs`; 0 before the first arrival. */
export function bytesBy(series: Series, atMs: number): number {
  const index = indexAt(series, atMs);
  return index < 0 ? 0 : valueAt(series.bytes, index);
}

/**
 * The longest stretch from arrival to arrival inside [fromMs, toMs]; absent when fewer than two arrivals lie in it. Both ends
 * are arrivals, so at any chunk size the stretch holds exactly the bytes that its time carried.
 */
export function sliceBetween(series: Series, fromMs: number, toMs: number): Slice | undefined {
  return sliceOf(series, indexFrom(series, fromMs), indexAt(series, toMs));
}

/** The stretch from entry `first` to entry `last`; absent when it spans no time or lies outside the series. */
export function sliceOf(series: Series, first: number, last: number): Slice | undefined {
  if (first < 0 || last >= series.tMs.length || last <= first) return undefined;
  const fromMs = valueAt(series.tMs, first);
  const toMs = valueAt(series.tMs, last);
  if (toMs <= fromMs) return undefined;
  return { fromMs, toMs, bytes: valueAt(series.bytes, last) - valueAt(series.bytes, first) };
}

/** Rate of a stretch in 10^6 bit/s. */
export function rateMbps(slice: Slice): number {
  return (slice.bytes * 8) / (slice.toMs - slice.fromMs) / 1000;
}

/** Instant of the first arrival; absent in an empty series. */
export function firstMs(series: Series): number | undefined {
  return series.tMs[0];
}

/** Instant of the last arrival; absent in an empty series. */
export function lastMs(series: Series): number | undefined {
  return series.tMs[series.tMs.length - 1];
}

/** Guarantee: `index` lies inside the list. */
export function valueAt(list: readonly number[], index: number): number {
  return list[index] as number;
}
