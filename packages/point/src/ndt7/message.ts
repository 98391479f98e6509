// ndt7's measurement messages as M-Lab's server sends them: integers everywhere, times in microseconds.
import { isIPv6 } from 'node:net';
import type { BbrInfo, TcpInfo } from '../kernel/tcp-info.ts';

export type Ndt7Ends = { client: string; server: string; uuid: string; startTime: string };

/** `address:port`, IPv6 in brackets. */
export function endpoint(address: string, port: number): string {
  return isIPv6(address) ? `[${address}]:${port}` : `${address}:${port}`;
}

/**
 * One message. `sizeBytes` are the payload bytes moved. Without TCP_INFO the one field that the Go client needs for upload,
 * BytesReceived, carries the application's count, and `ISpeedTCPInfoFromApplication` says so.
 */
export function ndt7Message(
  ends: Ndt7Ends,
  elapsedUs: number,
  sizeBytes: number,
  tcp: TcpInfo | undefined,
  bbr: BbrInfo | undefined,
  direction: 'download' | 'upload',
): string {
  const ElapsedTime = Math.round(elapsedUs);
  const own = direction === 'upload' ? { BytesReceived: sizeBytes } : { BytesAcked: sizeBytes, BytesSent: sizeBytes };
  return JSON.stringify({
    AppInfo: { NumBytes: sizeBytes, ElapsedTime },
    ConnectionInfo: { Client: ends.client, Server: ends.server, UUID: ends.uuid, StartTime: ends.startTime },
    ...(bbr && { BBRInfo: { ...toBbrInfo(bbr), ElapsedTime } }),
    TCPInfo: tcp === undefined ? { ...own, ElapsedTime } : { ...toTcpInfo(tcp), ElapsedTime },
    ...(tcp === undefined && { ISpeedTCPInfoFromApplication: true }),
  });
}

function toBbrInfo(bbr: BbrInfo): Record<string, number> {
  return {
    BW: Math.min(bbr.bandwidthBytesPerS, Number.MAX_SAFE_INTEGER),
    MinRTT: bbr.minRttUs,
    PacingGain: bbr.pacingGain,
    CwndGain: bbr.congestionWindowGain,
  };
}

function toTcpInfo(tcp: TcpInfo): Record<string, number> {
  return {
    State: tcp.state,
    RTO: tcp.rtoUs,
    SndMSS: tcp.sendMssBytes,
    Lost: tcp.lostSegments,
    Retrans: tcp.retransmitsNow,
    RTT: tcp.rttUs,
    RTTVar: tcp.rttVarianceUs,
    SndCwnd: tcp.congestionWindowSegments,
    TotalRetrans: tcp.totalRetransmits,
    PacingRate: Math.min(tcp.pacingRateBytesPerS, Number.MAX_SAFE_INTEGER),
    BytesAcked: tcp.bytesAcked,
    BytesReceived: tcp.bytesReceived,
    NotsentBytes: tcp.notSentBytes,
    MinRTT: tcp.minRttUs,
    DeliveryRate: tcp.deliveryRateBytesPerS,
    BusyTime: tcp.busyUs,
    RWndLimited: tcp.receiverWindowLimitedUs,
    SndBufLimited: tcp.sendBufferLimitedUs,
    BytesSent: tcp.bytesSent,
    BytesRetrans: tcp.bytesRetransmitted,
  };
}
