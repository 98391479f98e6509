// Numbers written by hand are those of `Intl`, in both languages, but for a minus before nothing.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Digits, decimalText } from './decimal.ts';

const languages = [
  ['vi', 'vi-VN'],
  ['en', 'en-GB'],
] as const;
const shapes: readonly [Digits, Intl.NumberFormatOptions][] = [
  [{ figures: 1 }, { maximumSignificantDigits: 1 }],
  [{ figures: 3 }, { maximumSignificantDigits: 3 }],
  [
    { figures: 3, leastFigures: 3 },
    { minimumSignificantDigits: 3, maximumSignificantDigits: 3 },
  ],
  [{ decimals: 0 }, { maximumFractionDigits: 0 }],
  [{ decimals: 1 }, { maximumFractionDigits: 1 }],
  [{ decimals: 3 }, {}],
];
/** Sizes that pages tell: from parts of a millisecond to bytes of a country; halves among them, which binary fractions miss. */
const values = fc.oneof(
  fc.double({ min: -1e12, max: 1e12, noNaN: true }),
  fc.double({ min: 0, max: 2000, noNaN: true }),
  fc.integer({ min: 0, max: 200_000 }).map((units) => units / 1000),
  fc.constantFrom(0, 0.05, 9.995, 99.95, 999.5, 1204, 38.55, 1e-7, 123_456_789),
);

test.each(languages)('%s', (language, tag) => {
  for (const [digits, options] of shapes) {
    const formatter = new Intl.NumberFormat(tag, { signDisplay: 'negative', ...options });
    fc.assert(
      fc.property(values, (value) => {
        expect(decimalText(value, digits, language)).toBe(formatter.format(value));
      }),
    );
  }
});
