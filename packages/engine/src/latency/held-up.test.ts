import { expect, test } from 'vitest';
import { withoutHeldUp } from './held-up.ts';

/** Pings each 50 ms whose answers came at these instants. */
const answeredAt = (...instants: number[]) => instants.map((atMs, n) => ({ sentMs: 50 * n, rttMs: atMs - 50 * n }));
const rtts = (echoes: readonly { rttMs: number }[]) => echoes.map(({ rttMs }) => rttMs);

test('what a lost ping held up is left out, but for the last of the heap', () => {
  // The lab's link of 160 ms with a queue of 100 ms: the ping at 50 ms was lost, and its copy came with five others at 614 ms.
  const echoes = answeredAt(262, 614, 614.2, 614.3, 614.4, 614.5, 614.6, 615, 658);
  expect(rtts(withoutHeldUp(echoes))).toEqual([262, 615 - 7 * 50, 658 - 8 * 50]);
});

test('a queue that empties as fast as the sender stops brings answers closer, and they all count', () => {
  const echoes = answeredAt(130, 150, 170, 194);
  expect(withoutHeldUp(echoes)).toEqual(echoes);
});

test('one echo counts, and none is no fault', () => {
  expect(rtts(withoutHeldUp(answeredAt(30)))).toEqual([30]);
  expect(withoutHeldUp([])).toEqual([]);
});
