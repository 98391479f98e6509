// Reads a taken-over connection into one buffer, as `onread` of net.connect does, which Node lacks for accepted sockets.
import type { Duplex } from 'node:stream';

/** All connections share it: each read is taken before the next one begins. */
const SHARED = Buffer.alloc(1 << 18);

/**
 * Gives each part that comes to `take`, which may not keep it. A buffer of its own for each part is most of the processor time of bytes
 * that are only counted. It needs private fields of Node; without them each part is a buffer of its own.
 */
export function readInPlace(socket: Duplex, take: (part: Buffer) => void): void {
  const bufferKey = keyOf(socket, 'kBuffer');
  const takeKey = keyOf(socket, 'kBufferCb');
  const handle: unknown = Reflect.get(socket, '_handle');
  const useBuffer: unknown = typeof handle === 'object' && handle !== null && Reflect.get(handle, 'useUserBuffer');
  if (bufferKey !== undefined && takeKey !== undefined && typeof useBuffer === 'function') {
    Reflect.set(socket, bufferKey, SHARED);
    Reflect.set(socket, takeKey, (sizeBytes: number) => take(SHARED.subarray(0, sizeBytes)));
    useBuffer.call(handle, SHARED);
  }
  // What was read before, or everything; it also begins the reading.
  socket.on('data', take);
}

function keyOf(socket: Duplex, name: string): symbol | undefined {
  return Object.getOwnPropertySymbols(socket).find(({ description }) => description === name);
}
