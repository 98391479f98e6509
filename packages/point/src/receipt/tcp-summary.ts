// The TCP_INFO of one bulk connection for the receipt: read at the measurement's end, or as late as the connection lived.
import type { TcpSummary } from '@i-speed/spec';
import { readCongestionControl, readTcpInfo, type TcpInfo } from '../kernel/tcp-info.ts';

export type TcpReading = {
  /** Reads the kernel now and keeps the answer; call while the connection is open. */
  refresh(): void;
  /** The connection has closed: the last reading stands. */
  settle(): void;
  /** Absent when the kernel never answered. */
  summary(): TcpSummary | undefined;
};

/** A reading of the connection that is the `connection`-th of its measurement. */
export function summariseTcp(connection: number, fd: number | undefined): TcpReading {
  let open = true;
  let latest: TcpInfo | undefined;
  let congestionControl: string | undefined;
  const refresh = () => {
    if (!open) return;
    latest = readTcpInfo(fd) ?? latest;
    congestionControl ??= readCongestionControl(fd);
  };
  return {
    refresh,
    settle() {
      open = false;
    },
    summary() {
      refresh();
      return latest === undefined ? undefined : toSummary(connection, latest, congestionControl);
    },
  };
}

function toSummary(connection: number, info: TcpInfo, congestionControl: string | undefined): TcpSummary {
  return {
    connection,
    minRttMs: info.minRttUs / 1000,
    smoothedRttMs: info.rttUs / 1000,
    bytesSent: info.bytesSent,
    bytesRetransmitted: info.bytesRetransmitted,
    segmentsRetransmitted: info.totalRetransmits,
    bytesReceived: info.bytesReceived,
    ...(info.deliveryRateBytesPerS > 0 && {
      deliveryRateMbps: Math.min(100_000, (info.deliveryRateBytesPerS * 8) / 1e6),
    }),
    receiverWindowLimitedMs: info.receiverWindowLimitedUs / 1000,
    sendBufferLimitedMs: info.sendBufferLimitedUs / 1000,
    busyMs: info.busyUs / 1000,
    ...(congestionControl !== undefined && { congestionControl }),
  };
}
