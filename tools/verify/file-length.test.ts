import { expect, test } from 'vitest';
import { countLines, longProseLines, PROSE_LIMIT } from './file-length.ts';

test('lines are counted with and without a last newline', () => {
  expect(['', 'a', 'a\n', 'a\nb', 'a\n\n'].map(countLines)).toEqual([0, 1, 1, 2, 2]);
});

test('a line of prose may be as long as the limit, a table’s, a picture’s and a fenced one longer', () => {
  const long = 'x'.repeat(PROSE_LIMIT + 1);
  const text = ['x'.repeat(PROSE_LIMIT), `| ${long} |`, `![${long}](a.jpg)`, '```', long, '```', long].join('\n');
  expect(longProseLines(text)).toEqual([{ line: 7, length: PROSE_LIMIT + 1 }]);
});
