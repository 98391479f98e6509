import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readWhole } from './read-whole.ts';

test('a number reads as itself in every way in which offices write it', () => {
  fc.assert(
    fc.property(fc.nat(), fc.constantFrom('vi-VN', 'en-GB', 'fr-FR'), (n, locale) => {
      expect(readWhole(` ${n.toLocaleString(locale)}\t`)).toBe(n);
      expect(readWhole(String(n))).toBe(n);
    }),
  );
});

test('what is no whole number is not taken for one', () => {
  for (const text of ['', '1,5', '1.5', '1.20', '1.204,500', '12.04', '-3', 'ba trăm', '1e3', '0x10', '1..204'])
    expect(readWhole(text), text).toBeNaN();
});
