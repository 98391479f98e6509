import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isOneSlip } from './one-edit.ts';
import { indexSlips } from './slip-index.ts';
import { inOneWord } from './words.ts';

const word = fc.string({ unit: fc.constantFrom(...'abcd '), minLength: 4, maxLength: 12 });

test('whatever is one slip from a name, or the same in one word, is near it', () => {
  fc.assert(
    fc.property(word, word, fc.nat(11), fc.constantFrom(...'abx'), (meant, other, anywhere, letter) => {
      const at = anywhere % meant.length;
      const [before, after] = [meant.slice(0, at), meant.slice(at)];
      const typed = [
        meant,
        other,
        before + after.slice(1),
        before + letter + after,
        before + letter + after.slice(1),
        `${before}${after[1] ?? ''}${after[0] ?? ''}${after.slice(2)}`,
      ];
      const index = indexSlips([[7, meant]]);
      for (const one of typed)
        if (isOneSlip(inOneWord(one), inOneWord(meant)) || inOneWord(one) === inOneWord(meant))
          expect([one, meant, index.near(one).includes(7)]).toEqual([one, meant, true]);
    }),
    { numRuns: 2_000 },
  );
});

test('names that share neither end are not near', () => {
  expect(indexSlips([[1, 'ben thanh']]).near('nha trang')).toEqual([]);
});
