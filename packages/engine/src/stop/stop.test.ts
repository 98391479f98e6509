import { describe, expect, test } from 'vitest';
import { decideStop, type StopInput } from './stop.ts';

const estimate = { rateMbps: 8, durationMs: 1200, bytes: 1.2e6, pulses: 2, sigma: 0.02 };
const input: StopInput = {
  estimate,
  usedBytes: 1.4e6,
  capBytes: 100e6,
  elapsedMs: 5000,
  rttMs: 40,
  leastPulses: 2,
  isLasting: false,
};
/** Two standard errors fill ln 1.1. */
const edge = Math.log(1.1) / 2;

describe('decideStop', () => {
  test('a narrow estimate of two pulses has converged', () => {
    expect(decideStop(input)).toEqual({ stop: 'converged', variable: false });
    expect(decideStop({ ...input, estimate: { ...estimate, sigma: edge - 1e-9 } }).stop).toBe('converged');
  });

  test('a wide one goes on with the larger budget', () => {
    expect(decideStop({ ...input, estimate: { ...estimate, sigma: edge + 1e-9 } })).toEqual({ variable: true });
  });

  test('pulses that agree have not converged where the rate moves inside them', () => {
    expect(decideStop({ ...input, estimate: { ...estimate, unevenness: 0.09 } }).stop).toBe('converged');
    expect(decideStop({ ...input, estimate: { ...estimate, unevenness: 0.091 } })).toEqual({ variable: true });
  });

  test('one pulse is never enough, unless a flood asked for one', () => {
    const { sigma: _, ...first } = { ...estimate, pulses: 1 };
    expect(decideStop({ ...input, usedBytes: 0.8e6, estimate: first })).toEqual({ variable: false });
    expect(decideStop({ ...input, estimate: first, leastPulses: 1 }).stop).toBe('converged');
  });

  test('what lasted after a fall inside a pulse is enough at once', () => {
    const { sigma: _, ...first } = { ...estimate, pulses: 1 };
    expect(decideStop({ ...input, estimate: first, isLasting: true })).toEqual({ stop: 'converged', variable: false });
  });

  test('ends when the next pulse would exceed the cap', () => {
    const wide = { ...estimate, sigma: 0.3 };
    // a shortest pulse: 350 ms and a round trip at 8 Mbit/s = 390,000 bytes
    expect(decideStop({ ...input, estimate: wide, capBytes: 1.4e6 + 390_000 })).toEqual({ variable: true });
    expect(decideStop({ ...input, estimate: wide, capBytes: 1.4e6 + 389_000 }).stop).toBe('data');
  });

  test('ends a variable link at 4.9 s of its rate', () => {
    const wide = { ...estimate, sigma: 0.3 };
    expect(decideStop({ ...input, estimate: wide, usedBytes: 4.9e6 - 390_000 }).stop).toBeUndefined();
    expect(decideStop({ ...input, estimate: wide, usedBytes: 4.9e6 - 389_000 }).stop).toBe('data');
  });

  test('a direction seen for its time ends by that and by the cap, however much its rate has changed', () => {
    const wide = { ...estimate, unevenness: 0.121 };
    // 4.4 s less the window of one more pulse, 600 ms
    expect(decideStop({ ...input, estimate: wide, usedBytes: 8e6, loadMs: 3_800 })).toEqual({
      variable: true,
      isFollowed: true,
    });
    expect(decideStop({ ...input, estimate: wide, loadMs: 3_801 })).toMatchObject({ stop: 'data' });
    // a quiet Wi-Fi is bound by its bytes as before
    expect(decideStop({ ...input, estimate: { ...wide, unevenness: 0.12 }, loadMs: 3_801 })).toEqual({
      variable: true,
    });
    expect(decideStop({ ...input, estimate: wide, loadMs: 0, capBytes: 1.4e6 + 389_000 }).stop).toBe('data');
  });

  test('a direction that looks steady is taken along by one that surely moves, unless it is as even as a cable', () => {
    const uneven = { ...estimate, unevenness: 0.05 };
    const other = { ...estimate, unevenness: 0.121 };
    expect(decideStop({ ...input, estimate: uneven, other })).toEqual({ variable: true });
    expect(decideStop({ ...input, estimate: uneven, other: { ...other, unevenness: 0.12 } }).stop).toBe('converged');
    expect(decideStop({ ...input, estimate: { ...estimate, unevenness: 0.014 }, other }).stop).toBe('converged');
    expect(decideStop({ ...input, estimate: uneven, other, isLasting: true }).stop).toBe('converged');
  });

  test('ends when no further pulse fits into the time', () => {
    const wide = { ...estimate, sigma: 0.3 };
    expect(decideStop({ ...input, estimate: wide, elapsedMs: 12_000 }).stop).toBe('time');
    expect(decideStop({ ...input, estimate: undefined, elapsedMs: 12_000 }).stop).toBe('time');
  });

  test('tries again when a pulse gave nothing, as long as there is data left', () => {
    expect(decideStop({ ...input, estimate: undefined, usedBytes: 10 })).toEqual({ variable: false });
    expect(decideStop({ ...input, estimate: undefined, usedBytes: 100e6 }).stop).toBe('data');
  });
});
