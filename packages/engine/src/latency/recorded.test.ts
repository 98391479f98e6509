import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { summariseLoaded } from './summary.ts';
import { underLoadMs } from './under-load.ts';

/** One counted pulse over the lab: its echoes [sent, round trip], and the bottleneck's wait each 10 ms of its window. */
type Recorded = {
  link: string;
  run: number;
  direction: 'download' | 'upload';
  windowMs: [number, number];
  stoppedMs: number;
  idleRttMs: number;
  queueMs: number[];
  inBytes: number[];
  echoes: [number, number][];
};

const RECORDED = new URL('../../../../bench/results/loaded-series-2026-11-22.json', import.meta.url);
/** Loaded latency is to be within 15 % of what the queue really gives. */
const AIM_RATIO = 0.15;

function truthMs(pulses: readonly Recorded[]): number {
  const moments = pulses.map(({ queueMs, inBytes }) => queueMs.filter((_, cell) => inBytes[cell] === 1));
  const count = moments.reduce((sum, one) => sum + one.length, 0);
  const medianOf = (list: readonly number[]) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0;
  const waitMs = moments.reduce((sum, one) => sum + one.length * medianOf(one), 0) / count;
  return (pulses[0]?.idleRttMs ?? 0) + waitMs;
}

function readMs(pulses: readonly Recorded[]): number | undefined {
  const read = pulses.map(({ direction, windowMs: [fromMs, toMs], stoppedMs, idleRttMs, echoes }) => ({
    rttMs: underLoadMs(
      { window: { fromMs, toMs }, record: { direction, stoppedMs, minRttMs: idleRttMs } },
      echoes.map(([sentMs, rttMs]) => ({ sentMs, rttMs })),
    ),
    windowMs: toMs - fromMs,
  }));
  return summariseLoaded(read)?.medianMs;
}

test('over the recorded links latency under load is what the queue gave, or is not told', async () => {
  const all: Recorded[] = JSON.parse(await readFile(RECORDED, 'utf8'));
  const directions = Map.groupBy(all, ({ link, run, direction }) => `${link} ${run} ${direction}`);
  const errors = [...directions].flatMap(([name, pulses]) => {
    const medianMs = readMs(pulses);
    return medianMs === undefined ? [] : [{ name, ratio: Math.abs(medianMs / truthMs(pulses) - 1) }];
  });
  expect(directions.size).toBeGreaterThan(80);
  // Of 86 sixteen had fewer than four echoes that nothing held up, and four a queue that stood for half of the time.
  expect(errors.length).toBeGreaterThanOrEqual(directions.size - 20);
  expect(errors.filter(({ ratio }) => ratio > AIM_RATIO)).toEqual([]);
  expect(errors.map(({ ratio }) => ratio).toSorted((a, b) => a - b)[Math.floor(errors.length / 2)]).toBeLessThan(0.05);
});
