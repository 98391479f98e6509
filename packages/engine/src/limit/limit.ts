// Names what held the rate down, from the kernel's own account at the point and the engine's own clock.
import type { Direction, LimitedBy, TcpSummary } from '@i-speed/spec';

export type LimitInput = {
  direction: Direction;
  /** False when no pulse of the direction filled the pipe. */
  filled: boolean;
  /** True when it was only sent in a way that is not trusted to go so fast (see `PulseRecord`). */
  rough?: boolean | undefined;
  /** True when a cap of bytes ended the pulses. */
  capped: boolean;
  /** Share (0..1) of the counted time in which this thread was busy; absent where the platform cannot tell. */
  busyRatio?: number | undefined;
  /** Median lateness of this thread's timers during the counted time; absent without ticks. */
  latenessMs?: number | undefined;
  /** TCP_INFO of the bulk connections from the receipt; absent where the point cannot read it. */
  tcp?: readonly TcpSummary[] | undefined;
  /** Worst lateness of the point's event loop; absent without a receipt. */
  pointLagMs?: number | undefined;
};

/** A thread busy for more than this share of the time reads no faster however fast the network is. */
const BUSY_RATIO = 0.95;
/** Timers this late in the median show a thread that does not come to its reading. */
const LATENESS_MS = 15;
/** A third of its busy time held back is more than the start of a connection explains. */
const HELD_SHARE = 1 / 3;
/** A point whose loop stood still this long sent or counted unevenly. */
const POINT_LAG_MS = 200;

/** What limited the direction; absent when neither the network nor anything else can be shown. */
export function findLimit(input: LimitInput): LimitedBy | undefined {
  if (!input.filled && input.rough === true) return 'device';
  if (!input.filled) return input.capped ? 'data-cap' : undefined;
  if ((input.busyRatio ?? 0) > BUSY_RATIO || (input.latenessMs ?? 0) > LATENESS_MS) return 'device';
  if (input.direction === 'download' && input.tcp !== undefined) {
    const busyMs = sum(input.tcp, (connection) => connection.busyMs);
    if (busyMs > 0) {
      if (sum(input.tcp, (connection) => connection.receiverWindowLimitedMs) > HELD_SHARE * busyMs)
        return 'receiver-window';
      if (sum(input.tcp, (connection) => connection.sendBufferLimitedMs) > HELD_SHARE * busyMs) return 'sender';
    }
  }
  if ((input.pointLagMs ?? 0) > POINT_LAG_MS) return 'sender';
  return 'network';
}

function sum(list: readonly TcpSummary[], pick: (connection: TcpSummary) => number): number {
  return list.reduce((total, connection) => total + pick(connection), 0);
}
