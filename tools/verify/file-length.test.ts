import { expect, test } from 'vitest';
import { countLines } from './file-length.ts';

test('lines are counted with and without a last newline', () => {
  expect(['', 'a', 'a\n', 'a\nb', 'a\n\n'].map(countLines)).toEqual([0, 1, 1, 2, 2]);
});
