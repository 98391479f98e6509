import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { kernelFaults } from './kernel-faults.ts';
import { kernelReadable } from './libc.ts';

test.runIf(kernelReadable)(
  'a congestion control that the kernel has is no fault, another is told with the way out',
  async () => {
    const [own = ''] = readFileSync('/proc/sys/net/ipv4/tcp_available_congestion_control', 'utf8').trim().split(' ');
    expect(await kernelFaults(own)).toEqual([]);
    expect(await kernelFaults('no-such')).toEqual([
      expect.stringMatching(/^I_SPEED_POINT_CONGESTION_CONTROL: no-such: .*modprobe tcp_no-such/),
    ]);
  },
);
