// The three calls into the kernel that Node does not offer, through koffi; absent where they cannot be made, never imitated.
import { createRequire } from 'node:module';
import type { Server, Socket } from 'node:net';

type SocketCall = (
  fd: number,
  level: number,
  option: number,
  value: Uint8Array,
  length: Uint32Array | number,
) => number;
type Receive = (fd: number, into: null, sizeBytes: number, flags: number) => number;
type Libc = { getsockopt: SocketCall; setsockopt: SocketCall; recv: Receive };

const libc = loadLibc();
/** One call at a time reads and writes it: the kernel answers at once. */
const lengthCell = new Uint32Array(1);

/** True when socket options can be read and set here (Linux with koffi's binary for this platform). */
export const kernelReadable: boolean = libc !== undefined;

/** Reads a socket option into `value`; gives the number of bytes the kernel wrote, absent when the call failed. */
export function getSocketOption(fd: number, level: number, option: number, value: Uint8Array): number | undefined {
  lengthCell[0] = value.byteLength;
  if (libc === undefined || libc.getsockopt(fd, level, option, value, lengthCell) !== 0) return undefined;
  return lengthCell[0];
}

/** Sets a socket option; false when the kernel refused or cannot be asked. */
export function setSocketOption(fd: number, level: number, option: number, value: Uint8Array): boolean {
  return libc !== undefined && libc.setsockopt(fd, level, option, value, value.byteLength) === 0;
}

/** tcp(7): what is received with MSG_TRUNC is dropped, not copied. */
const MSG_TRUNC = 0x20;
const MSG_DONTWAIT = 0x40;

/** Drops up to so many bytes that have come over a TCP socket and were not read yet; gives how many, 0 when there are none or it cannot be done here. */
export function discardReceived(fd: number, mostBytes: number): number {
  return libc === undefined ? 0 : Math.max(0, libc.recv(fd, null, mostBytes, MSG_TRUNC | MSG_DONTWAIT));
}

/**
 * File descriptor of a TCP socket, also one that listens; absent when it is closed or Node hides it. For TLS pass the raw socket of the server's
 * `connection` event. Reads a private field of Node, therefore guarded at every step.
 */
export function fdOf(socket: Socket | Server): number | undefined {
  const handle: unknown = Reflect.get(socket, '_handle');
  if (typeof handle !== 'object' || handle === null) return undefined;
  const fd: unknown = Reflect.get(handle, 'fd');
  return typeof fd === 'number' && fd >= 0 ? fd : undefined;
}

function loadLibc(): Libc | undefined {
  if (process.platform !== 'linux') return undefined;
  try {
    const koffi: typeof import('koffi') = createRequire(import.meta.url)('koffi');
    const lib = koffi.load('libc.so.6');
    return {
      getsockopt: lib.func('int getsockopt(int, int, int, _Out_ uint8_t *value, _Inout_ uint32_t *length)'),
      setsockopt: lib.func('int setsockopt(int, int, int, const uint8_t *value, uint32_t length)'),
      recv: lib.func('intptr_t recv(int, void *into, size_t length, int flags)'),
    };
  } catch {
    return undefined;
  }
}
