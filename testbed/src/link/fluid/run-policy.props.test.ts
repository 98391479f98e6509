import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PathSpec } from '../link-spec.ts';
import { bufferBytes } from '../link-spec.ts';
import { cellularTrace, traceKindNames } from '../trace/kinds.ts';
import { rateOverTime } from '../trace/rate-over-time.ts';
import type { FluidLink } from './fluid-link.ts';
import { silence } from './fluid-sender.ts';
import type { MeasuringPolicy, Seen } from './run-policy.ts';
import { runPolicy } from './run-policy.ts';

/** Recipes rather than links, so that a counterexample is a line and not a trace of 1,800 steps. */
const anyPath = fc.record({
  kind: fc.constantFrom(...traceKindNames),
  seed: fc.nat(1_000),
  meanMbps: fc.constantFrom(0.5, 5, 20, 100),
  delayMs: fc.constantFrom(2, 20, 75),
  queueMs: fc.constantFrom(20, 200, 1_000),
  lossRatio: fc.constantFrom(0, 0.01),
});
const anyLink = fc.record({
  down: anyPath,
  up: anyPath,
  control: fc.constantFrom('bbr' as const, 'cubic' as const),
  family: fc.constantFrom(4 as const, 6 as const),
});

type PathRecipe = typeof anyPath extends fc.Arbitrary<infer T> ? T : never;
type LinkRecipe = typeof anyLink extends fc.Arbitrary<infer T> ? T : never;

function pathOf({ kind, seed, meanMbps, ...rest }: PathRecipe): PathSpec {
  return { rateMbps: cellularTrace(kind, seed, { meanMbps }), ...rest };
}

function linkOf({ down, up, control, family }: LinkRecipe): FluidLink {
  return { down: pathOf(down), up: pathOf(up), family, congestion: { down: control, up: control } };
}

/** Sends in both directions by turns of 400 ms for 2 s; remembers what it saw. */
function byTurns(seenAll: Seen[] = []): MeasuringPolicy {
  return {
    step(seen) {
      seenAll.push(seen);
      if (seen.nowMs >= 2_000) return 'finish';
      const isDown = Math.floor(seen.nowMs / 400) % 2 === 0;
      return { down: isDown ? { connections: 2 } : silence, up: isDown ? silence : { connections: 2 } };
    },
    result: () => ({}),
  };
}

describe('runPolicy', () => {
  it('is deterministic', () => {
    fc.assert(
      fc.property(anyLink, fc.nat(100_000), (recipe, startMs) => {
        const link = linkOf(recipe);
        expect(runPolicy(link, byTurns(), { startMs })).toEqual(runPolicy(link, byTurns(), { startMs }));
      }),
      { numRuns: 30 },
    );
  });

  it('never lets more through than the trace carries, at any time', () => {
    fc.assert(
      fc.property(anyLink, fc.nat(100_000), (recipe, startMs) => {
        const link = linkOf(recipe);
        const run = runPolicy(link, byTurns(), { startMs });
        const share = link.family === 6 ? 1_428 / 1_500 : 1_448 / 1_500;
        for (const side of ['down', 'up'] as const) {
          const rate = rateOverTime(link[side].rateMbps);
          const delayMs = link[side].delayMs ?? 0;
          // Steps of 1 to 5 ms read the rate at their beginning: a tolerance of one step at the highest rate.
          const stepBytes = (Math.max(...steps(link[side]).map((step) => step.mbps)) * 1e3 * 6) / 8;
          for (const [atMs, bytes] of run[side]) {
            if (atMs <= delayMs) continue;
            const carried = (rate.mean(startMs, startMs + atMs - delayMs) * 1e3 * (atMs - delayMs) * share) / 8;
            expect(bytes).toBeLessThanOrEqual(carried + stepBytes);
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  it('yields series that rise and end with all the bytes it cost', () => {
    fc.assert(
      fc.property(anyLink, fc.nat(100_000), (recipe, startMs) => {
        const link = linkOf(recipe);
        const run = runPolicy(link, byTurns(), { startMs });
        for (const [series, bytes] of [
          [run.down, run.downBytes],
          [run.up, run.upBytes],
        ] as const) {
          expect(series.at(-1)?.[1]).toBe(bytes);
          for (const [i, [ms, soFar]] of series.entries()) {
            const before = series[i - 1];
            if (before) expect(ms > before[0] && soFar >= before[1]).toBe(true);
          }
        }
      }),
      { numRuns: 30 },
    );
  });

  it('shows a policy nothing before it can have come, and nothing that falls', () => {
    fc.assert(
      fc.property(anyLink, fc.nat(100_000), (recipe, startMs) => {
        const link = linkOf(recipe);
        const all: Seen[] = [];
        runPolicy(link, byTurns(all), { startMs });
        const baseRttMs = (link.down.delayMs ?? 0) + (link.up.delayMs ?? 0);
        for (const [i, seen] of all.entries()) {
          if (seen.nowMs < baseRttMs) expect(seen.downBytes).toBe(0);
          if (seen.nowMs < 400 + baseRttMs) expect(seen.upBytes).toBe(0);
          expect(seen.rttMs).toBeGreaterThanOrEqual(baseRttMs);
          const before = all[i - 1];
          if (before) expect(seen.downBytes >= before.downBytes && seen.upBytes >= before.upBytes).toBe(true);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('after a stop lets out what was written and queued, and no more', () => {
    fc.assert(
      fc.property(anyLink, fc.nat(100_000), (recipe, startMs) => {
        const link = linkOf(recipe);
        let atStop: number | undefined;
        const policy: MeasuringPolicy = {
          step({ nowMs, downBytes }) {
            if (nowMs < 1_500) return { down: { connections: 3 }, up: silence };
            atStop = downBytes;
            return 'finish';
          },
          result: () => ({}),
        };
        const run = runPolicy(link, policy, { startMs });
        const rttMs = (link.down.delayMs ?? 0) + (link.up.delayMs ?? 0);
        // Under way: a round trip at the highest rate and the full buffer, all of which may have been lost and is sent again,
        // and 16,384 bytes unsent and one segment of growth in each of three sockets. On a slow link the window's floor is more than the pipe: BBR's twice
        // four segments a connection.
        const top = Math.max(...steps(link.down).map((step) => step.mbps));
        const pipeBytes = (top * 1e3 * (rttMs + 15)) / 8 + bufferBytes(link.down) + 1_500;
        const underWayBytes = Math.max(pipeBytes, 3 * 2 * 4 * 1_448);
        const mostBytes = 2 * underWayBytes + 3 * (16_384 + 1_448);
        expect(run.downBytes - (atStop ?? 0)).toBeLessThanOrEqual(mostBytes);
      }),
      { numRuns: 40 },
    );
  });
});

function steps(path: PathSpec): readonly { mbps: number }[] {
  return typeof path.rateMbps === 'number' ? [{ mbps: path.rateMbps }] : path.rateMbps;
}
