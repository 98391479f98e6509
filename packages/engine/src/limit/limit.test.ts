import type { TcpSummary } from '@i-speed/spec';
import { expect, test } from 'vitest';
import { findLimit, type LimitInput } from './limit.ts';

const input: LimitInput = { direction: 'download', filled: true, capped: false };

function tcp(busyMs: number, receiverWindowLimitedMs: number, sendBufferLimitedMs: number): TcpSummary {
  return {
    connection: 0,
    minRttMs: 10,
    smoothedRttMs: 12,
    bytesSent: 1e6,
    bytesRetransmitted: 0,
    segmentsRetransmitted: 0,
    bytesReceived: 0,
    receiverWindowLimitedMs,
    sendBufferLimitedMs,
    busyMs,
  };
}

test('a full pipe with nothing else in the way is the network', () => {
  expect(findLimit(input)).toBe('network');
  expect(findLimit({ ...input, tcp: [tcp(1000, 300, 300)], busyRatio: 0.9, latenessMs: 5, pointLagMs: 50 })).toBe(
    'network',
  );
});

test('a pipe that was never full is limited by the data cap if that ended it, else by nothing known', () => {
  expect(findLimit({ ...input, filled: false, capped: true })).toBe('data-cap');
  expect(findLimit({ ...input, filled: false })).toBeUndefined();
});

test('a pipe that only a sending which is not trusted so fast has tried to fill is the device, whatever ended it', () => {
  expect(findLimit({ ...input, filled: false, capped: true, rough: true })).toBe('device');
  expect(findLimit({ ...input, filled: false, rough: true })).toBe('device');
  expect(findLimit({ ...input, rough: true, filled: true })).toBe('network');
});

test('a thread that is always busy, or whose timers come late, is the device', () => {
  expect(findLimit({ ...input, busyRatio: 0.97 })).toBe('device');
  expect(findLimit({ ...input, latenessMs: 16 })).toBe('device');
});

test('the kernel at the point tells of the receive window and of the sender, for downloads only', () => {
  expect(findLimit({ ...input, tcp: [tcp(1000, 600, 0), tcp(1000, 200, 0)] })).toBe('receiver-window');
  expect(findLimit({ ...input, tcp: [tcp(1000, 0, 900), tcp(1000, 0, 0)] })).toBe('sender');
  expect(findLimit({ ...input, direction: 'upload', tcp: [tcp(1000, 900, 900)] })).toBe('network');
});

test('a point whose loop stood still is the sender', () => {
  expect(findLimit({ ...input, pointLagMs: 201 })).toBe('sender');
});
