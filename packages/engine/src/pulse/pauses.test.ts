import { expect, test } from 'vitest';
import { createPauseLog, isBesidePause } from './pauses.ts';

test('a gap between two looks is a pause once it is longer than the pipe lasts', () => {
  const log = createPauseLog(1_000);
  for (const atMs of [1_020, 1_041, 1_109, 1_320, 1_340]) log.note(atMs);
  expect(log.all).toEqual([{ fromMs: 1_109, toMs: 1_320 }]);
});

test('arrivals fall beside a pause from a moment before it until a round trip after it', () => {
  const pauses = [{ fromMs: 500, toMs: 700 }];
  expect([399, 400, 600, 720, 721].map((atMs) => isBesidePause(atMs, pauses, 20))).toEqual([
    false,
    true,
    true,
    true,
    false,
  ]);
});
