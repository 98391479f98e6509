import { expect, it } from 'vitest';
import { dialMarks, dialShare } from './dial.ts';

it('the dial gives every factor of ten the same arc', () => {
  expect(dialMarks.map((mbps) => Number(dialShare(mbps).toFixed(9)))).toEqual([0, 0.25, 0.5, 0.75, 1]);
});

it('the dial ends where its marks end', () => {
  expect([dialShare(0), dialShare(0.05), dialShare(25_000)]).toEqual([0, 0, 1]);
});
