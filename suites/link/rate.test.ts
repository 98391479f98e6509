// The link carries what it says: plain TCP by Node's own sockets, counted where it arrives.
import { describe, expect, it } from 'vitest';
import {
  arrivalRateMbps,
  expectedPayloadMbps,
  linkLabUnavailable,
  openLink,
  transfer,
} from '../../testbed/src/link/index.ts';

const obstacle = linkLabUnavailable();
if (obstacle) console.warn(`skipped: ${obstacle}`);

// Two repetitions: a moment in which something else has both cores is no fault of the link.
describe.skipIf(obstacle)('a transfer over the link', { retry: 2 }, () => {
  it.each([
    { rateMbps: 1, direction: 'down', family: 4, durationMs: 1_800 },
    { rateMbps: 20, direction: 'up', family: 6, durationMs: 1_000 },
    { rateMbps: 100, direction: 'down', family: 6, durationMs: 1_000 },
    { rateMbps: 300, direction: 'down', family: 4, durationMs: 1_000 },
    { rateMbps: 300, direction: 'up', family: 4, durationMs: 1_000 },
  ] as const)('carries the payload of $rateMbps Mbit/s $direction over IPv$family within 2 %', async (wanted) => {
    const { rateMbps, direction, family, durationMs } = wanted;
    // Deep enough for slow start: a hole that a resend must fill would shift bytes in time.
    const path = { rateMbps, delayMs: 5, queueMs: 400 };
    await using link = await openLink({ down: path, up: path });
    // At 1 Mbit/s a packet takes 12 ms: 1.45 s hold 120 of them, so that one more or less is below 1 %.
    const { startedMs, series } = await transfer(link, { direction, family, durationMs });
    const [fromMs, toMs] = [startedMs + 300, startedMs + durationMs - 50];
    const measuredMbps = arrivalRateMbps(series, fromMs, toMs);
    const truth = (await link.truth(fromMs, toMs))[direction];
    expect(Math.abs(measuredMbps / expectedPayloadMbps(path, family) - 1)).toBeLessThan(0.02);
    expect(Math.abs(truth.payloadMbps / measuredMbps - 1)).toBeLessThan(0.02);
    expect(truth.capacityMbps).toBeCloseTo(rateMbps, 6);
    expect(truth.carriedMbps).toBeLessThanOrEqual(rateMbps * 1.01);
    expect(truth.artefacts).toBe(0);
  });

  it('is never idle while a packet waits, in either direction, and never faster than its rate', async () => {
    const spec = { down: { rateMbps: 40, delayMs: 5 }, up: { rateMbps: 8, delayMs: 5 } };
    await using link = await openLink(spec, { congestion: { server: 'cubic', client: 'cubic' } });
    const fromMs = link.nowMs() + 600;
    const [cells] = await Promise.all([
      link.cells(fromMs, fromMs + 1_000),
      transfer(link, { direction: 'down', durationMs: 1_500, connections: 4 }),
      transfer(link, { direction: 'up', durationMs: 1_500, connections: 4 }),
    ]);
    let busyCells = 0;
    for (const side of ['down', 'up'] as const) {
      // A queue of more than a cell's length at its beginning cannot run empty within it.
      const busy = cells[side].filter((_, i) => (cells[side][i - 1]?.queueMs ?? 0) > cells.gridMs);
      busyCells += busy.length;
      for (const cell of busy) expect(Math.abs(cell.outBytes - cell.capacityBytes)).toBeLessThanOrEqual(1_500);
    }
    expect(busyCells).toBeGreaterThan(50);
  });

  it('follows a trace step by step, turn after turn', async () => {
    const rateMbps = [
      { ms: 300, mbps: 40 },
      { ms: 300, mbps: 10 },
    ];
    const down = { rateMbps, delayMs: 5, queueMs: 300 };
    await using link = await openLink({ down, up: { rateMbps: 40, delayMs: 5 } });
    const zeroMs = await link.rezero();
    // The fourth turn begins at 1,800 ms, when the transfer has long filled the pipe.
    const [fast, slow, turn] = await Promise.all([
      link.truth(zeroMs + 1_810, zeroMs + 2_090),
      link.truth(zeroMs + 2_110, zeroMs + 2_390),
      link.truth(zeroMs + 1_200, zeroMs + 1_800),
      transfer(link, { direction: 'down', durationMs: 2_200, connections: 2 }),
    ]);
    expect(fast.down.capacityMbps).toBeCloseTo(40, 3);
    expect(slow.down.capacityMbps).toBeCloseTo(10, 3);
    expect(turn.down.capacityMbps).toBeCloseTo(25, 0);
    expect(Math.abs(slow.down.carriedMbps / 10 - 1)).toBeLessThan(0.01);
    expect(fast.down.carriedMbps).toBeGreaterThan(30);
    expect(fast.down.carriedMbps).toBeLessThan(40.2);
  });

  it('gives a test what other traffic leaves', async () => {
    const down = { rateMbps: 50, delayMs: 5, cross: { rateMbps: 20, onMs: 1_000, offMs: 0 } };
    await using link = await openLink({ down, up: { rateMbps: 50, delayMs: 5 } });
    const { startedMs, series } = await transfer(link, { direction: 'down', durationMs: 1_500 });
    const measuredMbps = arrivalRateMbps(series, startedMs + 400, startedMs + 1_400);
    const truth = await link.truth(startedMs + 400, startedMs + 1_400);
    expect(Math.abs(truth.down.crossMbps / 20 - 1)).toBeLessThan(0.02);
    expect(Math.abs(measuredMbps / ((30 * 1_448) / 1_500) - 1)).toBeLessThan(0.03);
  });
});
