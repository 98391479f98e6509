import { NEEDED_DEVICES } from '@i-speed/statistics';
import type { ModelledCommune } from '@i-speed/warehouse';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { tellModelled } from './modelled-communes.ts';

const LEAST = 6;

/** Communes of any number of devices and any half-width. */
const communes = fc
  .array(
    fc.record({
      devices: fc.integer({ min: 1, max: 60 }),
      halfRatio: fc.double({ min: 0.01, max: 0.95, noNaN: true }),
    }),
  )
  .map((made) =>
    made.map(
      ({ devices, halfRatio }, i): ModelledCommune => ({
        provinceCode: '01',
        communeCode: String(10_000 + i),
        network: 'mobile',
        devices,
        estimate: { value: 40, interval: { low: 40 * (1 - halfRatio), high: 40 * (1 + halfRatio) } },
        ownShare: 0.5,
        group: '01 mobile',
        areasInGroup: made.length,
      }),
    ),
  );

it('tells no commune of fewer than six devices, none with enough for a median, none with a wide interval', () => {
  fc.assert(
    fc.property(communes, (all) => {
      const told = tellModelled(all, LEAST);
      for (const { commune, estimate } of told) {
        expect(commune.devices).toBeGreaterThanOrEqual(LEAST);
        expect(commune.devices).toBeLessThan(NEEDED_DEVICES.median);
        expect(estimate.devices).toBe(commune.devices);
        expect(estimate.interval.high - estimate.interval.low).toBeLessThanOrEqual(2 * 0.6 * estimate.value + 1e-3);
      }
      // Where no commune is hidden for itself, none is for another's sake: all that may be told is told.
      if (all.some(({ devices }) => devices < LEAST)) return;
      const wanted = all.filter(
        ({ devices, estimate }) => devices < NEEDED_DEVICES.median && estimate.interval.high <= 64,
      );
      expect(told.map(({ commune }) => commune)).toEqual(wanted);
    }),
  );
});
