// Per-socket settings that keep a point's own queues short (protocol 2.3); without effect where the kernel cannot be asked.
import { setSocketOption } from './libc.ts';

const IPPROTO_TCP = 6;
const TCP_CONGESTION = 13;
const TCP_NOTSENT_LOWAT = 25;

/** Bounds how much unsent data the kernel takes for this socket before it calls it full. False where it could not be set. */
export function limitUnsent(fd: number, sizeBytes: number): boolean {
  return setSocketOption(fd, IPPROTO_TCP, TCP_NOTSENT_LOWAT, new Uint8Array(new Uint32Array([sizeBytes]).buffer));
}

/** Chooses the congestion control of one socket; false where the kernel does not have or allow it. */
export function chooseCongestionControl(fd: number, name: string): boolean {
  return setSocketOption(fd, IPPROTO_TCP, TCP_CONGESTION, new TextEncoder().encode(name));
}
