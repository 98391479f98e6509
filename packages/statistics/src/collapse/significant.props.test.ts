import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DELAY_BITS, significant, VALUE_BITS } from './significant.ts';

const amount = fc.double({ min: 1e-6, max: 1e9, noNaN: true });

test('a value lies within half a unit of its last digit, has no digit beyond, and stays as it is from then on', () => {
  fc.assert(
    fc.property(amount, fc.constantFrom(VALUE_BITS, DELAY_BITS), (value, bits) => {
      const kept = significant(value, bits);
      expect(Math.abs(kept / value - 1)).toBeLessThanOrEqual(2 ** -bits);
      const unit = 2 ** (Math.floor(Math.log2(kept)) - bits + 1);
      expect(Number.isInteger(kept / unit)).toBe(true);
      expect(significant(kept, bits)).toBe(kept);
    }),
  );
});

test('whole numbers up to 1,024 and their halves and doubles are kept as they are', () => {
  for (const value of [0, 1, 15, 93.5, 999, 2048, 4096, 0.375]) expect(significant(value, VALUE_BITS)).toBe(value);
  expect(significant(53.3, VALUE_BITS)).toBe(53.3125);
  expect(significant(53.3, DELAY_BITS)).toBe(53.25);
});
