// Places of a point: how many one address may hold and take.
import { expect, test } from 'vitest';
import { watchLoopLag } from '../loop-lag.ts';
import { openMetrics } from '../metrics.ts';
import { openGate } from './gate.ts';

const MINUTE_MS = 60_000;

function openTestGate(nowMs: () => number, limits: { maxSessions?: number; idleMs?: number } = {}) {
  const lag = watchLoopLag(1);
  lag.close();
  return openGate({ maxSessions: 100, sessionsPerMinute: 3, idleMs: 15_000, ...limits }, openMetrics(lag), nowMs);
}

test('an address holds no more places at a time than it may take in a minute, however slowly it takes them', () => {
  let atMs = 0;
  const gate = openTestGate(() => atMs);
  const leave = [1, 2, 3].map(() => {
    atMs += MINUTE_MS;
    return gate.enter('2001:db8::1');
  });
  atMs += MINUTE_MS;
  // Of the same /64 network, which one household has for itself.
  expect(() => gate.enter('2001:db8::2')).toThrow('3 measurements at a time from one address');
  gate.enter('2001:db8:0:1::1');
  leave[0]?.();
  leave[0]?.();
  gate.enter('2001:db8::2');
  expect(() => gate.enter('2001:db8::2')).toThrow('at a time');
  expect(gate.running).toBe(4);
});

test('what was given back may be taken again in the next minute alone', () => {
  let atMs = 0;
  const gate = openTestGate(() => atMs);
  for (let i = 0; i < 3; i += 1) gate.enter('192.0.2.1')();
  expect(() => gate.enter('192.0.2.1')).toThrow('3 measurements a minute from one address');
  atMs += MINUTE_MS;
  gate.enter('192.0.2.1');
  expect(gate.running).toBe(1);
});

test('silence may last a third as long while others are told that the point is busy', () => {
  let atMs = 0;
  const gate = openTestGate(() => atMs, { maxSessions: 1 });
  gate.enter('192.0.2.1');
  expect(gate.idleMs).toBe(15_000);
  expect(() => gate.enter('192.0.2.2')).toThrow('places are taken');
  expect(gate.idleMs).toBe(5_000);
  atMs += 9_999;
  expect(gate.idleMs).toBe(5_000);
  atMs += 1;
  expect(gate.idleMs).toBe(15_000);
});

test('a shorter silence of the settings stays', () => {
  const gate = openTestGate(() => 0, { maxSessions: 0, idleMs: 500 });
  expect(() => gate.enter('192.0.2.1')).toThrow('places are taken');
  expect(gate.idleMs).toBe(500);
});
