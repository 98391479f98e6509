import type { Phase } from '@i-speed/engine';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { progressAt } from './progress.ts';

const phases: Phase[] = ['ticket', 'point', 'idle', 'pulses', 'wait', 'pulses', 'ipv6', 'receipt', 'done'];

test('the bar never goes back, whatever the phases take', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(14_000), { minLength: phases.length, maxLength: phases.length }), (times) => {
      const rising = times.toSorted((a, b) => a - b);
      const shares = phases.map((phase, index) => progressAt(phase, rising[index] ?? 0));
      expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    }),
  );
});

test('bursts never fill the bar, the end does', () => {
  expect(progressAt('pulses', 14_000)).toBeLessThan(progressAt('ipv6', 0));
  expect(progressAt('done', 14_000)).toBe(1);
});
