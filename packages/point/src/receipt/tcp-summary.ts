// The TCP_INFO of one bulk connection for the receipt: read at the measurement's end, or as late as the connection lived.
import type { Socket } from 'node:net';
import type { TcpSummary } from '@i-speed/spec';
import { fdOf } from '../kernel/libc.ts';
import {
  readCongestionControl,
  readTcpInfo,
  readTcpProgress,
  type SegmentCount,
  type TcpInfo,
} from '../kernel/tcp-info.ts';

export type TcpReading = {
  /** Reads the kernel now and keeps the answer; without effect once the connection has closed. */
  refresh(): void;
  /** Segments with data that have come in so far, in order or not; absent where the kernel does not tell. */
  segmentsReceived(): SegmentCount | undefined;
  /** Absent when the kernel never answered. */
  summary(): TcpSummary | undefined;
};

/** The kernel's word for a smallest round trip that it has not measured yet. */
const UNKNOWN_RTT_US = 0xffff_ffff;

/** A reading of the connection that is the `connection`-th of its measurement. `raw` is the TCP socket, also with TLS. */
export function summariseTcp(connection: number, raw: Socket): TcpReading {
  const fd = fdOf(raw);
  let latest: TcpInfo | undefined;
  let congestionControl: string | undefined;
  let segments: SegmentCount | undefined;
  const refresh = () => {
    // The descriptor of a closed socket may already be another connection's.
    if (raw.destroyed) return;
    latest = readTcpInfo(fd) ?? latest;
    congestionControl ??= readCongestionControl(fd);
  };
  return {
    refresh,
    segmentsReceived() {
      if (!raw.destroyed) segments = readTcpProgress(fd)?.received ?? segments;
      return segments;
    },
    summary() {
      refresh();
      return latest === undefined || latest.minRttUs === UNKNOWN_RTT_US
        ? undefined
        : toSummary(connection, latest, congestionControl);
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
