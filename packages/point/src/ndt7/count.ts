// Payload of an ndt7 test so far, at the receiver: of a download by the kernel's word, WebSocket and TLS framing taken out.
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { Direction } from '@i-speed/spec';
import { streamOffset, type TcpInfo } from '../kernel/tcp-info.ts';

export type Ndt7Count = {
  /** So much of a binary message was handed to the socket (download) or has come (upload). */
  message(payloadBytes: number): void;
  /** Something else was sent with a download: a text message or a ping. */
  aside(payloadBytes: number): void;
  /** Payload bytes that the receiver has; never falls. */
  bytes(): number;
};

/** Header of a WebSocket frame as a server sends it (RFC 6455 section 5.2). */
function frameHeaderBytes(payloadBytes: number): number {
  return 2 + (payloadBytes < 126 ? 0 : payloadBytes < 1 << 16 ? 2 : 8);
}

/** Full TLS 1.3 records carry 16,384 bytes in 16,406 (RFC 8446). */
const TLS_RATIO = 16_406 / 16_384;

/**
 * Counts a test that begins now. Download: what the client's TCP acknowledged, else what was sent. Upload: what was read from the
 * socket, the part of a message that is not complete yet included: messages may be 16 MiB.
 */
export function countNdt7(direction: Direction, socket: Socket, tcpInfo: () => TcpInfo | undefined): Ndt7Count {
  const first = direction === 'upload' ? undefined : tcpInfo();
  const startBytes = first && streamOffset(first);
  const ratio = socket instanceof TLSSocket ? TLS_RATIO : 1;
  let messageBytes = 0;
  let framingBytes = 0;
  let latestBytes = 0;
  const arrived = () => {
    if (startBytes === undefined) return messageBytes;
    const info = tcpInfo();
    if (info === undefined) return 0;
    return Math.min(messageBytes, Math.floor((info.bytesAcked - startBytes) / ratio) - framingBytes);
  };
  return {
    message(payloadBytes) {
      messageBytes += payloadBytes;
      framingBytes += frameHeaderBytes(payloadBytes);
    },
    aside(payloadBytes) {
      framingBytes += payloadBytes + frameHeaderBytes(payloadBytes);
    },
    bytes() {
      latestBytes = Math.max(latestBytes, arrived());
      return latestBytes;
    },
  };
}
