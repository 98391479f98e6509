import type { ValidityReason } from '@i-speed/spec';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COUNTING_GAP_MS, type Countable, countMeasurements, mayCount } from './count.ts';
import { participates } from './participate.ts';

const HOUR_MS = 3_600_000;
const at = (hours: number, change: Partial<Countable> = {}): Countable => ({
  device: 'd',
  area: '00004',
  network: 'viettel/mobile',
  stratum: 'manual',
  startedAtMs: hours * HOUR_MS,
  isValid: true,
  ...change,
});

describe('counting', () => {
  it('takes one in four hours, and one exactly four hours later again', () => {
    expect(countMeasurements([at(0), at(3.999), at(4), at(7.9), at(8)])).toEqual([
      'counted',
      'too-soon',
      'counted',
      'too-soon',
      'counted',
    ]);
  });
  it('asks each device, commune and network apart, and all strata together', () => {
    const changes: Partial<Countable>[] = [{ device: 'e' }, { area: '00008' }, { network: 'vnpt/mobile' }];
    expect(countMeasurements([at(0), ...changes.map((change) => at(1, change))])).toEqual(Array(4).fill('counted'));
    expect(countMeasurements([at(0), at(1, { stratum: 'auto' })])).toEqual(['counted', 'too-soon']);
  });
  it('lets an excluded measurement neither count nor stand in the way', () => {
    expect(countMeasurements([at(0, { isValid: false }), at(1)])).toEqual(['excluded', 'counted']);
  });
  it('takes unknown places of a device for one place, and counts nothing without a device', () => {
    const { area: _, ...nowhere } = at(0);
    expect(countMeasurements([nowhere, { ...nowhere, startedAtMs: HOUR_MS }])).toEqual(['counted', 'too-soon']);
    const { device: __, ...nobody } = at(0);
    expect(countMeasurements([nobody])).toEqual(['no-device']);
  });

  const measurements = fc.array(
    fc.record({
      device: fc.constantFrom('d', 'e'),
      area: fc.constantFrom('1', '2'),
      network: fc.constant('n'),
      stratum: fc.constantFrom('manual', 'auto'),
      startedAtMs: fc.integer({ min: 0, max: 48 }).map((halfHours) => (halfHours * HOUR_MS) / 2),
      isValid: fc.boolean(),
    }),
    { maxLength: 60 },
  );
  const key = ({ device, area }: Countable) => `${device}/${area}`;

  it('never counts two nearer than four hours, and leaves out none that has no counted one before it so near', () => {
    fc.assert(
      fc.property(measurements, (list) => {
        const decided = countMeasurements(list);
        const counted = list.filter((_, i) => decided[i] === 'counted');
        for (const [i, one] of list.entries()) {
          const near = counted.filter((other) => {
            const earlierMs = one.startedAtMs - other.startedAtMs;
            return other !== one && key(other) === key(one) && earlierMs >= 0 && earlierMs < COUNTING_GAP_MS;
          });
          if (decided[i] === 'counted') expect(near).toEqual([]);
          if (decided[i] === 'too-soon') expect(near).toHaveLength(1);
          expect(decided[i] === 'excluded').toBe(!one.isValid);
        }
      }),
    );
  });
  it('one by one at arrival decides as the whole list does in order of time, and keeps the gap in any order', () => {
    fc.assert(
      fc.property(measurements, fc.boolean(), (list, isInOrder) => {
        const valid = list.filter(({ isValid }) => isValid);
        if (isInOrder) valid.sort((a, b) => a.startedAtMs - b.startedAtMs);
        const counted: Countable[] = [];
        const decided = valid.map((one) => {
          const starts = counted.filter((other) => key(other) === key(one)).map(({ startedAtMs }) => startedAtMs);
          const counts = mayCount(one.startedAtMs, starts);
          if (counts) counted.push(one);
          return counts ? 'counted' : 'too-soon';
        });
        if (isInOrder) expect(decided).toEqual(countMeasurements(valid));
        for (const [i, one] of counted.entries()) {
          for (const other of counted.slice(i + 1)) {
            if (key(other) === key(one))
              expect(Math.abs(one.startedAtMs - other.startedAtMs)).toBeGreaterThanOrEqual(COUNTING_GAP_MS);
          }
        }
      }),
    );
  });
});

describe('participation', () => {
  const of = (device: string, ...reasons: ValidityReason[]) => ({ device, reasons });

  it('counts every measurement, honest faults too', () => {
    expect(participates([of('d'), of('d'), of('d', 'failed'), of('d', 'abroad', 'receipt-missing')])).toEqual(
      Array(4).fill(true),
    );
  });
  it('counts abuse at most once per rule and device', () => {
    expect(
      participates([
        of('d', 'scripted-pace'),
        of('d', 'scripted-pace'),
        of('d', 'implied-speed'),
        of('d', 'scripted-pace', 'shared-device-burst'),
        of('e', 'scripted-pace'),
        of('d'),
      ]),
    ).toEqual([true, false, true, false, true, true]);
  });
  it('takes all measurements without a device for one device', () => {
    expect(participates([{ reasons: ['scripted-pace'] }, { reasons: ['scripted-pace'] }])).toEqual([true, false]);
  });
});
