import { expect, test } from 'vitest';
import { countCarried } from './carried.ts';

/** A connection whose kernel says what the test sets; one segment had to be sent again. */
function connection(segments: number) {
  const state = { segments, repairs: 0, read: () => ({ segments: state.segments, repairs: state.repairs }) };
  return state;
}

test('counts each connection from where it joined, at most each 10 ms and eight segments, and to the last one at the end', () => {
  let nowMs = 100;
  const carried = countCarried(() => nowMs);
  const [first, second] = [connection(1_000), connection(7)];
  carried.join(first.read);
  carried.join(second.read);
  first.repairs = 1;
  const lookAt = (atMs: number, segments: number, isLast = false) => {
    [nowMs, first.segments] = [atMs, segments];
    carried.look(isLast);
  };
  lookAt(105, 1_020);
  lookAt(110, 1_020);
  lookAt(130, 1_027);
  second.segments = 8;
  lookAt(140, 1_027);
  lookAt(145, 1_029, true);
  expect(carried.samples()).toEqual([
    [100, 0],
    [110, 20],
    [140, 28],
    [145, 30],
  ]);
});

test('what a connection carries after it has left is no longer the pulse’s', () => {
  let nowMs = 0;
  const carried = countCarried(() => nowMs);
  const one = connection(0);
  carried.join(one.read);
  one.segments = 50;
  one.repairs = 1;
  carried.leave(one.read);
  one.segments = 90;
  nowMs = 20;
  carried.look(false);
  carried.join(one.read);
  one.segments = 94;
  nowMs = 40;
  carried.look(true);
  expect(carried.samples()).toEqual([
    [0, 0],
    [20, 50],
    [40, 54],
  ]);
});

test('while nothing was repaired nothing was held back, and there are no samples; from the first repair on there are all', () => {
  let nowMs = 0;
  const carried = countCarried(() => nowMs);
  const one = connection(0);
  carried.join(one.read);
  [nowMs, one.segments] = [10, 40];
  carried.look(false);
  expect(carried.samples()).toEqual([]);
  [nowMs, one.segments, one.repairs] = [20, 80, 1];
  carried.look(false);
  expect(carried.samples()).toEqual([
    [0, 0],
    [10, 40],
    [20, 80],
  ]);
});

test('where the kernel does not tell there are no samples', () => {
  const carried = countCarried(() => 0);
  carried.join(() => undefined);
  carried.look(true);
  expect(carried.samples()).toEqual([]);
});
