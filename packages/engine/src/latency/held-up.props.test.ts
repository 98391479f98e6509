import fc from 'fast-check';
import { expect, test } from 'vitest';
import { withoutHeldUp } from './held-up.ts';

const SPACING_MS = 50;
const ECHOES = 60;
/** The last one that may be lost: the heap behind it ends before the echoes do. */
const LAST_LOST = 12;
/** A queue grows by at most this much of a ms each ms. */
const STEEPEST = 0.6;

test('whatever ping is lost and however late it is sent again, no echo that counts shows more than one spacing and its growth too much', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 10, max: 1000, noNaN: true }),
      fc.double({ min: -STEEPEST, max: STEEPEST, noNaN: true }),
      fc.integer({ min: 0, max: LAST_LOST }),
      fc.double({ min: 0, max: 800, noNaN: true }),
      (firstMs, slope, lost, resentMs) => {
        // The link's own round trip grows or falls steadily; TCP gives no answer before those of all earlier pings.
        let latestMs = 0;
        const echoes = Array.from({ length: ECHOES }, (_, n) => {
          const sentMs = n * SPACING_MS;
          const linkMs = Math.max(10, firstMs + slope * sentMs);
          latestMs = Math.max(latestMs, sentMs + linkMs + (n === lost ? resentMs : 0));
          return { sentMs, rttMs: latestMs - sentMs, linkMs };
        });
        const kept = withoutHeldUp(echoes).filter(({ sentMs }) => sentMs !== lost * SPACING_MS);
        expect(kept.length).toBeGreaterThan(0);
        for (const { rttMs, linkMs } of kept) expect(rttMs - linkMs).toBeLessThan((1 + STEEPEST) * SPACING_MS + 0.001);
      },
    ),
  );
});
