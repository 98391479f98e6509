import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createFeeder } from '../pulse/feeder.ts';
import { capsOf } from './caps.ts';
import { type DirectionState, planPulse } from './pulses.ts';

const direction = fc.record({
  ended: fc.boolean(),
  pulses: fc.nat(6),
  usedBytes: fc.nat(120_000_000),
  rateMbps: fc.option(fc.double({ min: 0.1, max: 2000, noNaN: true }), { nil: undefined }),
  variable: fc.boolean(),
  connections: fc.option(fc.integer({ min: 1, max: 6 }), { nil: undefined }),
  seenMs: fc.option(fc.nat(14_000), { nil: undefined }),
}) satisfies fc.Arbitrary<DirectionState>;

test('no plan allows more bytes than the cap has left, and every plan is one that can be run', () => {
  fc.assert(
    fc.property(
      direction,
      direction,
      fc.constantFrom('standard', 'light', 'auto'),
      fc.double({ min: 1, max: 800, noNaN: true }),
      fc.integer({ min: 1, max: 16 }),
      fc.nat(14_000),
      (download, upload, profile, rttMs, mostConnections, nowMs) => {
        const caps = capsOf(profile);
        const directions = { download, upload };
        const plan = planPulse({ shape: 'pulses', caps, rttMs, nowMs, mostConnections, directions });
        if (plan === undefined) {
          expect(download.ended && upload.ended).toBe(true);
          return;
        }
        const state = directions[plan.direction];
        expect(state.ended).toBe(false);
        expect(plan.maxBytes + Math.min(state.usedBytes, caps[plan.direction])).toBeLessThanOrEqual(
          caps[plan.direction],
        );
        expect(plan.waitMs).toBeGreaterThanOrEqual(0);
        expect(plan.connections).toBeGreaterThanOrEqual(1);
        expect(plan.connections).toBeLessThanOrEqual(mostConnections);
        expect(plan.saturatedMs).toBeGreaterThanOrEqual(350);
        expect(plan.timeoutMs).toBeGreaterThan(plan.saturatedMs);
      },
    ),
  );
});

test('a feeder never hands out more than the bound, and ends every lane once closed', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 6 }),
      fc.integer({ min: 1, max: 5_000_000 }),
      fc.constantFrom(65_536, Number.POSITIVE_INFINITY),
      fc.array(fc.nat(2_000_000), { maxLength: 20 }),
      fc.integer({ min: 8192, max: 200_000 }),
      async (lanes, maxBytes, mostBytes, counts, pieceBytes) => {
        const feeder = createFeeder({ receivedBytes: 0, leadBytes: 0, pieceBytes: 0, leastBytes: 8192, maxBytes });
        let handed = 0;
        const running = Array.from({ length: lanes }, async () => {
          for (let sizeBytes = await feeder.pull(mostBytes); sizeBytes > 0; sizeBytes = await feeder.pull(mostBytes)) {
            expect(sizeBytes).toBeLessThanOrEqual(Math.min(mostBytes, pieceBytes));
            handed += sizeBytes;
          }
        });
        for (const leadBytes of counts) {
          feeder.update({ receivedBytes: handed, leadBytes, pieceBytes, leastBytes: 8192, maxBytes });
          await Promise.resolve();
        }
        feeder.close();
        await Promise.all(running);
        expect(handed).toBe(feeder.committedBytes);
        expect(handed).toBeLessThanOrEqual(maxBytes);
      },
    ),
    { numRuns: 60 },
  );
});

test('when lanes ask at once, each gets a like share of the first bytes', async () => {
  const state = { receivedBytes: 0, leadBytes: 48 * 1024, pieceBytes: 12 * 1024, leastBytes: 8192, maxBytes: 1e6 };
  const feeder = createFeeder(state);
  const sizes = await Promise.all([1, 2, 3, 4].map(() => feeder.pull(65_536)));
  expect(sizes).toEqual([12_288, 12_288, 12_288, 12_288]);
});
