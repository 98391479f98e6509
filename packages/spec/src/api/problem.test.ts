import { expect, test } from 'vitest';
import { mayBeSentAgain } from './problem.ts';

test.each([500, 502, 503, 504, 408, 425, 429])('after %i the same may be sent again', (status) => {
  expect(mayBeSentAgain(status)).toBe(true);
});

test.each([200, 301, 400, 401, 403, 404, 409, 413, 422])('after %i the same would be answered the same', (status) => {
  expect(mayBeSentAgain(status)).toBe(false);
});
