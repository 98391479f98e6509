import fc from 'fast-check';
import { expect, test } from 'vitest';
import { withoutHeldUp } from './held-up.ts';

const SPACING_MS = 50;
const ECHOES = 60;
/** The last one that may be lost: what it holds up ends before the echoes do. */
const LAST_LOST = 12;
/** A queue grows or falls by at most this much of a ms each ms. */
const STEEPEST = 0.6;
/** What is resent so much later than it would have come is an uneven answer whatever the queue does. */
const UNEVEN_MS = 120;

/** Pings over one connection of which some are resent so many ms later, by their number; the link's own round trip moves steadily. */
function overTcp(firstMs: number, slope: number, resentMs: ReadonlyMap<number, number>) {
  let latestMs = 0;
  return Array.from({ length: ECHOES }, (_, n) => {
    const sentMs = n * SPACING_MS;
    const linkMs = Math.max(10, firstMs + slope * sentMs);
    // TCP gives no answer before those of all earlier pings.
    latestMs = Math.max(latestMs, sentMs + linkMs + (resentMs.get(n) ?? 0));
    return { n, sentMs, rttMs: latestMs - sentMs, linkMs };
  });
}

const firstMs = fc.double({ min: 10, max: 1000, noNaN: true });
const slope = fc.double({ min: -STEEPEST, max: STEEPEST, noNaN: true });
const lost = fc
  .uniqueArray(fc.tuple(fc.integer({ min: 0, max: LAST_LOST }), fc.double({ min: 0, max: 800, noNaN: true })), {
    selector: ([n]) => n,
  })
  .map((entries) => new Map(entries));

test('whatever pings are lost and however late they are sent again, none that was not lost shows more than the link', () => {
  fc.assert(
    fc.property(firstMs, slope, lost, (first, steepness, resentMs) => {
      const kept = withoutHeldUp(overTcp(first, steepness, resentMs)).filter(({ n }) => !resentMs.has(n));
      expect(kept.length).toBeGreaterThan(0);
      for (const { rttMs, linkMs } of kept) expect(rttMs - linkMs).toBeLessThan(0.001);
    }),
  );
});

test('a ping that alone was lost and came much later does not count', () => {
  fc.assert(
    fc.property(firstMs, slope, fc.integer({ min: 1, max: LAST_LOST }), (first, steepness, n) => {
      const kept = withoutHeldUp(overTcp(first, steepness, new Map([[n, UNEVEN_MS]])));
      expect(kept.map((echo) => echo.n)).not.toContain(n);
    }),
  );
});
