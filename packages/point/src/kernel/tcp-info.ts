// TCP_INFO of one connection as the Linux kernel tells it (struct tcp_info, include/uapi/linux/tcp.h).
import { getSocketOption } from './libc.ts';

const IPPROTO_TCP = 6;
const TCP_INFO = 11;
const TCP_CONGESTION = 13;
const TCP_CC_INFO = 26;
const BBR_BYTES = 20;
/** Fields up to bytes_retrans end at byte 216; kernels since 4.19 return at least that. */
const NEEDED_BYTES = 216;

/** Times in microseconds and rates in bytes a second, as the kernel counts them. */
export type TcpInfo = {
  state: number;
  rtoUs: number;
  sendMssBytes: number;
  lostSegments: number;
  retransmitsNow: number;
  rttUs: number;
  rttVarianceUs: number;
  congestionWindowSegments: number;
  totalRetransmits: number;
  pacingRateBytesPerS: number;
  bytesAcked: number;
  bytesReceived: number;
  notSentBytes: number;
  minRttUs: number;
  deliveryRateBytesPerS: number;
  busyUs: number;
  receiverWindowLimitedUs: number;
  sendBufferLimitedUs: number;
  bytesSent: number;
  bytesRetransmitted: number;
};

const buffer = new Uint8Array(280);
const view = new DataView(buffer.buffer);
const u32 = (offset: number) => view.getUint32(offset, true);
/** 2^53 bytes are 9 petabytes: a double holds every count a connection can reach. */
const u64 = (offset: number) => u32(offset) + u32(offset + 4) * 2 ** 32;

/** The connection's TCP_INFO now; absent where the kernel cannot be asked, the socket is closed or the struct is too short. */
export function readTcpInfo(fd: number | undefined): TcpInfo | undefined {
  if (fd === undefined) return undefined;
  const length = getSocketOption(fd, IPPROTO_TCP, TCP_INFO, buffer);
  if (length === undefined || length < NEEDED_BYTES) return undefined;
  return {
    state: view.getUint8(0),
    rtoUs: u32(8),
    sendMssBytes: u32(16),
    lostSegments: u32(32),
    retransmitsNow: u32(36),
    rttUs: u32(68),
    rttVarianceUs: u32(72),
    congestionWindowSegments: u32(80),
    totalRetransmits: u32(100),
    pacingRateBytesPerS: u64(104),
    bytesAcked: u64(120),
    bytesReceived: u64(128),
    notSentBytes: u32(144),
    minRttUs: u32(148),
    deliveryRateBytesPerS: u64(160),
    busyUs: u64(168),
    receiverWindowLimitedUs: u64(176),
    sendBufferLimitedUs: u64(184),
    bytesSent: u64(200),
    bytesRetransmitted: u64(208),
  };
}

/** Segments of one way that have crossed the link, also those that wait behind a lost one; and how often a loss or a changed order showed. */
export type SegmentCount = { segments: number; repairs: number };

/** How far a running transfer has come, each way. */
export type TcpProgress = { bytesAcked: number; delivered: SegmentCount; received: SegmentCount };

/** Segments out of order (rcv_ooopack) are told by kernels since 5.4; before, nothing shows that one was held back. */
const DISORDER_BYTES = 228;

/** These fields alone, for the sampling of a running pulse; absent as above. */
export function readTcpProgress(fd: number | undefined): TcpProgress | undefined {
  if (fd === undefined) return undefined;
  const length = getSocketOption(fd, IPPROTO_TCP, TCP_INFO, buffer);
  if (length === undefined || length < NEEDED_BYTES) return undefined;
  return {
    bytesAcked: u64(120),
    delivered: { segments: u32(192), repairs: u32(100) },
    received: { segments: u32(152), repairs: length < DISORDER_BYTES ? 0 : u32(224) },
  };
}

/** BBR's own model of the path (union tcp_cc_info), as ndt7 publishes it. */
export type BbrInfo = {
  bandwidthBytesPerS: number;
  minRttUs: number;
  pacingGain: number;
  congestionWindowGain: number;
};

/** The model of a connection under BBR; absent under any other congestion control and where the kernel cannot be asked. */
export function readBbrInfo(fd: number | undefined): BbrInfo | undefined {
  if (fd === undefined || readCongestionControl(fd) !== 'bbr') return undefined;
  const length = getSocketOption(fd, IPPROTO_TCP, TCP_CC_INFO, buffer);
  if (length === undefined || length < BBR_BYTES) return undefined;
  return { bandwidthBytesPerS: u64(0), minRttUs: u32(8), pacingGain: u32(12), congestionWindowGain: u32(16) };
}

/** Position in the byte stream up to which the kernel has been given data, whether sent or not. */
export function streamOffset(info: TcpInfo): number {
  return info.bytesSent - info.bytesRetransmitted + info.notSentBytes;
}

/** Name of the connection's congestion control, e.g. `bbr`; absent where it cannot be read. */
export function readCongestionControl(fd: number | undefined): string | undefined {
  if (fd === undefined) return undefined;
  const name = new Uint8Array(16);
  const length = getSocketOption(fd, IPPROTO_TCP, TCP_CONGESTION, name);
  if (length === undefined) return undefined;
  const text = Buffer.from(name.subarray(0, length)).toString('latin1').replace(/\0.*$/s, '');
  return text === '' ? undefined : text;
}
