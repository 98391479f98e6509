import { expect, test } from 'vitest';
import { openRandom, weightedDraw } from './random.ts';

test('the same seed draws the same, another seed does not', () => {
  const draw = (...seed: (string | number)[]) => {
    const random = openRandom(...seed);
    return Array.from({ length: 5 }, () => random.next());
  };
  expect(draw(1, 'a')).toEqual(draw(1, 'a'));
  expect(draw(1, 'a')).not.toEqual(draw(1, 'b'));
  expect(draw(1, 'a')).not.toEqual(draw(2, 'a'));
});

test('draws follow the weights', () => {
  const random = openRandom(3);
  const draw = weightedDraw([1, 0, 3]);
  const counts = [0, 0, 0];
  for (let i = 0; i < 8_000; i += 1) {
    const place = draw(random);
    counts[place] = (counts[place] ?? 0) + 1;
  }
  expect(counts[1]).toBe(0);
  // Binomial with p = 1/4: standard deviation 39, five of them.
  expect(Math.abs((counts[0] ?? 0) - 2_000)).toBeLessThan(195);
});
