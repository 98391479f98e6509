// The engine's figures against an emulated link whose truth is known.
import { describe, expect, it } from 'vitest';
import { measureScenario } from '../../bench/accuracy/measure-over-link.ts';
import { linkLabUnavailable, scenarioNamed } from '../../testbed/src/link/index.ts';

const obstacle = linkLabUnavailable();
if (obstacle) console.warn(`skipped: ${obstacle}`);

// Two repetitions: a moment in which something else has both cores is no fault of the engine.
describe.skipIf(obstacle)('on a steady link', { retry: 2 }, () => {
  it.each(['four-g', 'cable', 'bloated', 'ipv6-only', 'loss-1'])(
    '%s: right within a twentieth, in 10 s, with a fifth of the data',
    async (name) => {
      for await (const { result, claims, download, upload } of measureScenario(scenarioNamed(name))) {
        expect(result.failures).toEqual([]);
        expect(result.durationMs).toBeLessThan(10_000);
        for (const [key, direction] of Object.entries({ download, upload })) {
          expect(Math.abs(direction?.errorRatio ?? 1), key).toBeLessThan(0.05);
          expect(direction?.isHeld, key).toBe(true);
          // The budget is 1.7 s of the rate; 10 s of it are 100 %.
          expect(direction?.dataRatio, key).toBeLessThan(0.22);
        }
        // The point counts for itself; both must have seen the same.
        expect(Math.abs((result.download?.rateMbps ?? 0) / (claims?.download?.rateMbps ?? 1) - 1)).toBeLessThan(0.03);
        expect(Math.abs((result.upload?.rateMbps ?? 0) / (claims?.upload?.rateMbps ?? 1) - 1)).toBeLessThan(0.03);
        const idleRttMs = scenarioNamed(name).idleRttMs;
        // No round trip is shorter than the idle one, so there are at most so many a minute.
        expect(result.latency?.responsivenessRpm).toBeGreaterThan(0);
        expect(result.latency?.responsivenessRpm).toBeLessThan(1.03 * (60_000 / idleRttMs));
        expect(Math.abs((result.latency?.idle?.medianMs ?? 0) - idleRttMs)).toBeLessThan(1 + 0.03 * idleRttMs + 1);
      }
    },
  );
});

// Of fourteen seconds seven pass in round trips before the first byte: none may be wasted, or the ramp has no time.
it.skipIf(obstacle)('behind a satellite: within 15 % both ways', { retry: 2 }, async () => {
  for await (const { result, download, upload } of measureScenario(scenarioNamed('satellite'))) {
    expect(result.failures).toEqual([]);
    expect(Math.abs(download?.errorRatio ?? 1)).toBeLessThan(0.15);
    expect(Math.abs(upload?.errorRatio ?? 1)).toBeLessThan(0.15);
  }
});
