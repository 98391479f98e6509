import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isOneSlip } from './one-edit.ts';

const word = fc.string({ unit: fc.constantFrom(...'abcdefgh '), minLength: 5, maxLength: 12 });
const place = fc.nat(11);

test('a letter left out, added, changed or turned round is one slip, both ways', () => {
  fc.assert(
    fc.property(word, place, fc.constantFrom(...'xyz'), (meant, anywhere, letter) => {
      const at = anywhere % (meant.length - 1);
      const [before, after] = [meant.slice(0, at), meant.slice(at)];
      const slips = [
        before + after.slice(1),
        before + letter + after,
        before + letter + after.slice(1),
        `${before}${after[1]}${after[0]}${after.slice(2)}`,
      ];
      for (const slip of slips) expect([isOneSlip(slip, meant), isOneSlip(meant, slip)]).toEqual([true, true]);
      expect(isOneSlip(`${letter}${letter}${meant}`, meant)).toBe(false);
      expect(isOneSlip(`${letter}${meant.slice(1, -1)}${letter}`, meant)).toBe(false);
    }),
  );
});

test('figures and short words are taken at their word', () => {
  expect(isOneSlip('phuong 12', 'phuong 13')).toBe(false);
  expect(isOneSlip('phuong 1', 'phuong 12')).toBe(false);
  expect(isOneSlip('hue', 'hua')).toBe(false);
});
