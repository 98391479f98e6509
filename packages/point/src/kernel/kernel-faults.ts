// What this machine's kernel does not do for the point, told at the start as the setting to change and how: measurements go on without it.
import { once } from 'node:events';
import { createServer } from 'node:net';
import { PREFIX } from '../config.ts';
import { fdOf, kernelReadable } from './libc.ts';
import { chooseCongestionControl } from './tune-socket.ts';

/** One sentence for each thing that is missing; none when all is there. */
export async function kernelFaults(congestionControl: string): Promise<string[]> {
  if (!kernelReadable)
    return [
      'the kernel cannot be asked here (Linux with glibc, and koffi for this platform, are needed): receipts carry no TCP_INFO, and the machine’s own congestion control and net.ipv4.tcp_notsent_lowat are all there is; set sysctl -w net.ipv4.tcp_notsent_lowat=131072',
    ];
  if (await isThere(congestionControl)) return [];
  const load = `modprobe tcp_${congestionControl}`;
  return [
    `${PREFIX}CONGESTION_CONTROL: ${congestionControl}: the kernel does not have it or does not allow it to this user, and bulk connections run under the machine’s default; name one of sysctl net.ipv4.tcp_available_congestion_control, load it (${load}), or add it to net.ipv4.tcp_allowed_congestion_control`,
  ];
}

/** Tried on a socket of its own, as the kernel may load a module when it is asked for. */
async function isThere(congestionControl: string): Promise<boolean> {
  const server = createServer();
  try {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const fd = fdOf(server);
    return fd === undefined || chooseCongestionControl(fd, congestionControl);
  } finally {
    server.close();
  }
}
