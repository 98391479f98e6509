import { expect, test } from 'vitest';
import { withoutHeldUp } from './held-up.ts';

/** Pings each 50 ms whose answers came at these instants. */
const answeredAt = (...instants: number[]) => instants.map((atMs, n) => ({ sentMs: 50 * n, rttMs: atMs - 50 * n }));
const rtts = (echoes: readonly { rttMs: number }[]) => echoes.map(({ rttMs }) => rttMs);

test('what a lost ping held up is left out, until two answers came evenly', () => {
  // The lab's link of 160 ms with a queue of 100 ms: the ping at 50 ms was lost, and its copy came with five others at 614 ms.
  const echoes = answeredAt(262, 614, 614.2, 614.3, 614.4, 614.5, 614.6, 615, 658, 709, 758);
  expect(rtts(withoutHeldUp(echoes))).toEqual([262, 709 - 9 * 50, 758 - 10 * 50]);
});

test('of many that an overflow took, none is believed that came evenly behind another', () => {
  // The lab's link of 300 ms with a queue of 150 ms, a download over an overflowing queue: sent, and how long it took.
  const series: [number, number][] = [
    [1462, 436],
    [1513, 979],
    [1563, 929],
    [1613, 879],
    [1663, 904],
    [1713, 949],
    [1763, 899],
    [2067, 595],
    [2117, 595],
    [2168, 544],
    [2218, 494],
    [2268, 476],
    [2320, 448],
    [2371, 449],
    [2421, 448],
  ];
  const echoes = series.map(([sentMs, rttMs]) => ({ sentMs, rttMs }));
  expect(rtts(withoutHeldUp(echoes))).toEqual([436, 448, 449, 448]);
});

test('a queue that empties as fast as the sender stops brings answers closer, and they all count', () => {
  const echoes = answeredAt(130, 150, 170, 194);
  expect(withoutHeldUp(echoes)).toEqual(echoes);
});

test('a queue that overflows grows by three quarters of the time in a ramp, and they all count', () => {
  const echoes = answeredAt(100, 187, 275, 362);
  expect(withoutHeldUp(echoes)).toEqual(echoes);
});

test('one echo counts, and none is no fault', () => {
  expect(rtts(withoutHeldUp(answeredAt(30)))).toEqual([30]);
  expect(withoutHeldUp([])).toEqual([]);
});
