// Stands between an upload's connection and its WebSocket: payload is counted where it lies and dropped, all else goes on as it came.
import { Duplex } from 'node:stream';
import { BINARY, CONTINUED, headerBytes, payloadBytes } from '../http/frames.ts';
import { readInPlace } from '../http/read-in-place.ts';

export type Strained = {
  /** The connection for a WebSocket, which hears of texts and control frames alone. */
  readonly socket: Duplex;
  /** Called with the number of payload bytes of each part of a binary message; to be set before the first can come. */
  onPayload: (sizeBytes: number) => void;
};

const NOTHING = Buffer.alloc(0);

/**
 * Strains what a client sends from now on; `head` has come already. Joining and unmasking messages that nobody reads was most of
 * an upload's processor time. What a WebSocket refuses (no mask, an extension, a message over `mostBytes`) is left to it.
 */
export function strain(from: Duplex, head: Buffer, mostBytes: number): Strained {
  let isBegun = false;
  const socket = new Duplex({
    read() {
      if (isBegun) return void from.resume();
      isBegun = true;
      if (head.length > 0) take(head);
      readInPlace(from, take);
    },
    write: (part, encoding, done) => void from.write(part, encoding, done),
    final: (done) => void from.end(done),
    destroy(error, done) {
      from.destroy();
      done(error);
    },
  });
  const strained: Strained = { socket, onPayload: () => undefined };
  const take = openStrainer(
    mostBytes,
    (sizeBytes) => strained.onPayload(sizeBytes),
    (part) => {
      // The bytes lie where the next ones will come.
      if (!socket.push(Buffer.from(part))) from.pause();
    },
  );
  from.on('end', () => socket.push(null));
  from.on('close', () => socket.destroy());
  return strained;
}

/** Divides a client's stream, to be called with each part in order: payload of binary messages is counted, everything else passed. */
export function openStrainer(
  mostBytes: number,
  count: (sizeBytes: number) => void,
  pass: (part: Buffer) => void,
): (part: Buffer) => void {
  let header = NOTHING;
  let leftBytes = 0;
  let messageBytes = 0;
  let isBinary = false;
  let isPayload = false;
  const begin = ([first = 0, second = 0]: Buffer) => {
    const kind = first & 0x0f;
    // Control frames may come between the parts of a message.
    const isControl = (kind & 0x08) !== 0;
    leftBytes = payloadBytes(header);
    if (!isControl && kind !== CONTINUED) [isBinary, messageBytes] = [kind === BINARY, 0];
    if (!isControl) messageBytes += leftBytes;
    const isSound = (first & 0x70) === 0 && (second & 0x80) !== 0 && messageBytes <= mostBytes;
    isPayload = isBinary && !isControl && isSound;
    if (!isPayload) pass(header);
    header = NOTHING;
  };
  return (all) => {
    let rest = all;
    while (rest.length > 0) {
      if (leftBytes === 0) {
        const part = rest.subarray(0, headerBytes(header) - header.length);
        header = Buffer.concat([header, part]);
        rest = rest.subarray(part.length);
        if (header.length >= headerBytes(header)) begin(header);
        continue;
      }
      const part = rest.subarray(0, leftBytes);
      rest = rest.subarray(part.length);
      leftBytes -= part.length;
      if (isPayload) count(part.length);
      else pass(part);
    }
  };
}
