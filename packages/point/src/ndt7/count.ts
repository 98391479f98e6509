// Payload of an ndt7 test so far, at the receiver where the kernel or the socket tells it, WebSocket and TLS framing taken out.
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { Direction } from '@i-speed/spec';
import { streamOffset, type TcpInfo } from '../kernel/tcp-info.ts';

export type Ndt7Count = {
  /** A binary message was handed to the socket (download) or has come whole (upload). */
  message(payloadBytes: number): void;
  /** Something else went the same way: a text message, a ping or a pong. */
  aside(payloadBytes: number): void;
  /** Payload bytes that the receiver has; never falls. */
  bytes(): number;
};

/** Header of a WebSocket frame (RFC 6455 section 5.2); a client's frames carry a mask of 4 bytes besides. */
export function frameHeaderBytes(payloadBytes: number, isMasked: boolean): number {
  const lengthBytes = payloadBytes < 126 ? 0 : payloadBytes < 1 << 16 ? 2 : 8;
  return 2 + lengthBytes + (isMasked ? 4 : 0);
}

/** Full TLS 1.3 records carry 16,384 bytes in 16,406 (RFC 8446). */
const TLS_RATIO = 16_406 / 16_384;

/**
 * Counts a test that begins now. Download: what the client's TCP acknowledged, else what was sent. Upload: what was read from the
 * socket, the part of a message that is not complete yet included: messages may be 16 MiB.
 */
export function countNdt7(direction: Direction, socket: Socket, tcpInfo: () => TcpInfo | undefined): Ndt7Count {
  const isUpload = direction === 'upload';
  const first = tcpInfo();
  const startBytes = isUpload ? socket.bytesRead : first === undefined ? undefined : streamOffset(first);
  const ratio = socket instanceof TLSSocket ? TLS_RATIO : 1;
  let messageBytes = 0;
  let framingBytes = 0;
  let latestBytes = 0;
  const arrived = () => {
    if (startBytes === undefined) return messageBytes;
    if (isUpload) return Math.max(messageBytes, socket.bytesRead - startBytes - framingBytes);
    const info = tcpInfo();
    if (info === undefined) return 0;
    return Math.min(messageBytes, Math.floor((info.bytesAcked - startBytes) / ratio) - framingBytes);
  };
  return {
    message(payloadBytes) {
      messageBytes += payloadBytes;
      framingBytes += frameHeaderBytes(payloadBytes, isUpload);
    },
    aside(payloadBytes) {
      framingBytes += payloadBytes + frameHeaderBytes(payloadBytes, isUpload);
    },
    bytes() {
      latestBytes = Math.max(latestBytes, arrived());
      return latestBytes;
    },
  };
}
