// The truth of a stretch of time, summed from the journal's cells.
import type { LinkCell } from './journal.ts';

/** What one direction did over a stretch. Rates in 10^6 bit/s; IP level unless the name says payload. */
export interface PathTruth {
  /** What the bottleneck could have carried, outages as 0, before cross traffic and token bucket. */
  readonly capacityMbps: number;
  readonly offeredMbps: number;
  readonly carriedMbps: number;
  readonly carriedBytes: number;
  /** Transport payload that left the bottleneck, resends included. */
  readonly payloadMbps: number;
  readonly payloadBytes: number;
  readonly crossMbps: number;
  readonly packets: {
    readonly offered: number;
    readonly carried: number;
    readonly lost: number;
    readonly tailDropped: number;
    readonly policed: number;
    readonly cut: number;
  };
  /** The wait at the bottleneck that a probe sent at any time meets, over time (one reading a cell). */
  readonly queueMs: { readonly mean: number; readonly median: number; readonly p95: number; readonly max: number };
  /** Mean wait of the packets that left, own serialisation included; absent when none left. */
  readonly packetWaitMs: number | undefined;
  /** Worst lateness of the emulator itself. Above a few milliseconds the run says nothing about the link described. */
  readonly emulatorLateMs: number;
  /** Packets the emulator failed to carry for reasons of its own; anything but 0 spoils the run. */
  readonly artefacts: number;
}

export interface LinkTruth {
  readonly fromMs: number;
  readonly toMs: number;
  readonly down: PathTruth;
  readonly up: PathTruth;
}

/** Sums the cells of one direction; `gridMs` is the length of each. Throws on an empty stretch. */
export function pathTruth(cells: readonly LinkCell[], gridMs: number): PathTruth {
  if (cells.length === 0) throw new RangeError('a truth needs at least one cell of the grid');
  const sum = (field: keyof LinkCell) => cells.reduce((total, cell) => total + cell[field], 0);
  const most = (field: keyof LinkCell) => cells.reduce((top, cell) => Math.max(top, cell[field]), 0);
  const mbps = (bytes: number) => (bytes * 8) / (cells.length * gridMs * 1e3);
  const queue = cells.map((cell) => cell.queueMs).sort((a, b) => a - b);
  const carried = sum('outPackets');
  return {
    capacityMbps: mbps(sum('capacityBytes')),
    offeredMbps: mbps(sum('inBytes')),
    carriedMbps: mbps(sum('outBytes')),
    carriedBytes: sum('outBytes'),
    payloadMbps: mbps(sum('payloadBytes')),
    payloadBytes: sum('payloadBytes'),
    crossMbps: mbps(sum('crossBytes')),
    packets: {
      offered: sum('inPackets'),
      carried,
      lost: sum('lostPackets'),
      tailDropped: sum('fullPackets'),
      policed: sum('policedPackets'),
      cut: sum('cutPackets'),
    },
    queueMs: { mean: sum('queueMs') / cells.length, median: at(queue, 0.5), p95: at(queue, 0.95), max: at(queue, 1) },
    packetWaitMs: carried > 0 ? sum('waitSumMs') / carried : undefined,
    emulatorLateMs: most('lateMaxMs'),
    artefacts: sum('artefacts'),
  };
}

/** The value below which the given share of a sorted, non-empty list lies (nearest rank). */
function at(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}
